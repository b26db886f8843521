// The search: every word must stand in a section; where it stands decides on the order.
'use strict';
(() => {
  const query = (new URLSearchParams(location.search).get('q') || '').trim();
  const field = document.getElementById('q');
  const list = document.getElementById('found');
  const count = document.getElementById('found-count');
  field.value = query;
  if (!query) {
    field.focus();
    return;
  }
  const wanted = query.toLowerCase();
  const words = wanted.split(/\s+/);

  // The whole phrase counts most, and a heading more than a text.
  function score([page, title, heading, , text]) {
    const head = (title + ' ' + heading).toLowerCase();
    const body = text.toLowerCase();
    if (!words.every(word => head.includes(word) || body.includes(word))) return 0;
    let points = 1;
    if (head.includes(wanted)) points += 40;
    if ((heading || title).toLowerCase().startsWith(wanted)) points += 40;
    if (body.includes(wanted)) points += 10;
    for (const word of words) {
      if (head.includes(word)) points += 8;
      points += Math.min(5, body.split(word).length - 1);
    }
    // What explains comes before what shows examples of it.
    if (/^(lesson|call)_/.test(page)) points += 16;
    if (/^(struct|class|namespace)/.test(page)) points -= 8;
    return points;
  }

  // The words around the first place, with what was searched for marked.
  function excerpt(text) {
    const at = Math.max(0, text.toLowerCase().indexOf(words[0]));
    const start = Math.max(0, at - 80);
    const piece = text.slice(start, at + 160);
    const line = document.createElement('p');
    const pattern = new RegExp('(' + words.map(
      word => word.replace(/[.*+?^${}()|[\]\\]/g, '\\$&')).join('|') + ')', 'gi');
    if (start > 0) line.append('... ');
    piece.split(pattern).forEach((part, i) => {
      if (i % 2 === 0) {
        line.append(part);
      } else {
        const mark = document.createElement('mark');
        mark.textContent = part;
        line.append(mark);
      }
    });
    if (at + 160 < text.length) line.append(' ...');
    return line;
  }

  const hits = window.first_byte_index
    .map(section => [score(section), section])
    .filter(([points]) => points > 0)
    .sort((a, b) => b[0] - a[0]);
  count.textContent = hits.length === 0
    ? `Nothing says "${query}". Fewer words, or a part of a word, may find more.`
    : `${hits.length} ${hits.length === 1 ? 'place says' : 'places say'} "${query}"` +
      (hits.length > 40 ? '; these are the first 40.' : '.');
  for (const [, [page, title, heading, anchor, text]] of hits.slice(0, 40)) {
    const item = document.createElement('li');
    const link = document.createElement('a');
    link.href = page + (anchor ? '#' + anchor : '');
    link.textContent = heading ? `${title}: ${heading}` : title;
    item.append(link, excerpt(text));
    list.append(item);
  }
})();
