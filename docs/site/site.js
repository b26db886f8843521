// What a page can do beside being read: dark or light, the map on a small screen, the
// diagrams, and wide blocks that scroll by keyboard.
'use strict';
(() => {
  const root = document.documentElement;
  // A folder on disk may have no storage; then each page starts as the system wants it.
  const remembered = () => {
    try { return localStorage.getItem('theme'); } catch { return null; }
  };
  const dark_system = matchMedia('(prefers-color-scheme: dark)');
  const is_dark = () => root.classList.contains('dark-mode') ||
    (!root.classList.contains('light-mode') && dark_system.matches);
  function show_theme(name) {
    root.classList.toggle('dark-mode', name === 'dark');
    root.classList.toggle('light-mode', name === 'light');
  }
  show_theme(remembered());

  // -- Diagrams: drawn by mermaid, again when the colours change.
  const diagrams = [];
  let drawing = Promise.resolve();
  async function draw() {
    const style = getComputedStyle(document.body);
    const colour = name => style.getPropertyValue(name).trim();
    window.mermaid.initialize({
      startOnLoad: false, theme: 'base', securityLevel: 'strict',
      themeVariables: {
        darkMode: is_dark(), background: colour('--page-background-color'),
        fontFamily: style.fontFamily, fontSize: '15px',
        primaryColor: colour('--box'), primaryTextColor: colour('--page-foreground-color'),
        primaryBorderColor: colour('--accent'), lineColor: colour('--faint'),
        secondaryColor: colour('--box'), tertiaryColor: colour('--box'),
        noteBkgColor: colour('--note'), noteTextColor: colour('--page-foreground-color'),
        noteBorderColor: colour('--faint'), labelBoxBkgColor: colour('--box'),
        signalColor: colour('--page-foreground-color'),
        signalTextColor: colour('--page-foreground-color'),
        actorBkg: colour('--box'), actorBorder: colour('--accent'),
        actorTextColor: colour('--page-foreground-color'),
        edgeLabelBackground: colour('--page-background-color'),
      },
    });
    for (const [i, one] of diagrams.entries()) {
      const { svg } = await window.mermaid.render('diagram-' + i, one.source,
        one.place);
      one.place.innerHTML = svg;
      const picture = one.place.querySelector('svg');
      // Smaller than three quarters, nobody reads its words: then it scrolls instead.
      const natural = picture.viewBox.baseVal.width;
      const room = one.place.clientWidth;
      picture.style.maxWidth = 'none';
      picture.style.width = (room < natural * 0.75 ? natural * 0.85 :
        Math.min(room, natural)) + 'px';
      picture.setAttribute('role', 'img');
      picture.setAttribute('aria-label', one.about);
      picture.removeAttribute('aria-roledescription');
      scroll_by_keyboard(one.place);
    }
    root.dataset.drawn = diagrams.length;
  }
  function find_diagrams() {
    for (const block of document.querySelectorAll('pre.mermaid')) {
      const place = document.createElement('div');
      place.className = 'diagram';
      diagrams.push({
        place, source: block.textContent,
        about: 'Diagram: ' + block.dataset.about + '. ' + in_words(block.textContent),
      });
      block.replaceWith(place);
    }
    if (diagrams.length === 0) return;
    const script = document.createElement('script');
    script.src = 'mermaid.min.js';
    script.onload = () => { drawing = drawing.then(draw); };
    document.head.append(script);
  }
  // The lines of a diagram read aloud well enough once their arrows are words.
  function in_words(source) {
    return source.split('\n').slice(1)
      .map(line => line.replace(/<br\s*\/?>/g, ', ').replace(/[-.=~]+[>x)]+\|?/g, ' to ')
        .replace(/["[\](){}|]/g, ' ').replace(/\s+/g, ' ').trim())
      .filter(Boolean).join('; ');
  }

  // -- Wide blocks: who cannot point can still scroll them.
  function scroll_by_keyboard(block) {
    if (block.scrollWidth <= block.clientWidth) return;
    block.tabIndex = 0;
    block.setAttribute('role', 'region');
    if (!block.hasAttribute('aria-label'))
      block.setAttribute('aria-label', block.matches('.wide') ? 'Table' : 'Code');
  }
  function look_for_wide_blocks() {
    document.querySelectorAll('.wide, .fragment, pre, .picture').forEach(scroll_by_keyboard);
  }

  document.addEventListener('DOMContentLoaded', () => {
    document.getElementById('theme').addEventListener('click', () => {
      const name = is_dark() ? 'light' : 'dark';
      show_theme(name);
      try { localStorage.setItem('theme', name); } catch { /* a folder without storage */ }
      if (window.mermaid) drawing = drawing.then(draw);
    });
    const menu = document.getElementById('menu');
    menu.addEventListener('click', () => {
      const open = document.getElementById('map').classList.toggle('open');
      menu.setAttribute('aria-expanded', String(open));
    });
    find_diagrams();
    look_for_wide_blocks();
    // What was folded has no width before it is unfolded.
    document.querySelectorAll('details').forEach(
      fold => fold.addEventListener('toggle', look_for_wide_blocks));
    document.addEventListener('keydown', event => {
      const typing = /^(INPUT|TEXTAREA)$/.test(document.activeElement.tagName);
      if (event.key === '/' && !typing) {
        event.preventDefault();
        document.getElementById('q').focus();
      }
    });
  });
})();
