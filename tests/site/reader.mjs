// The site as a reader meets it: on a phone and on a desk, in the light and in the dark,
// with a pointer and without, from a folder and from a server.
//
//   node reader.mjs FOLDER [PAGE...]     FOLDER holds the site; PAGE: these pages only
import { readFileSync, readdirSync, statSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join, resolve } from 'node:path';
import { pathToFileURL } from 'node:url';
import { LinkChecker } from 'linkinator';
import { chromium } from 'playwright-core';

const folder = resolve(process.argv[2]);
const axe = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');
const all = readdirSync(folder).filter(name => name.endsWith('.html'));
const pages = process.argv.length > 3 ? process.argv.slice(3) : all;
const address = page => pathToFileURL(join(folder, page.split(/[?#]/)[0])).href +
  page.slice(page.split(/[?#]/)[0].length);

let run = 0;
let failed = 0;
async function test(name, body) {
  ++run;
  try {
    await body();
  } catch (problem) {
    ++failed;
    console.log(`FAILED  ${name}\n  ${String(problem.message || problem).slice(0, 3000)}`);
  }
}
function expect(good, words) {
  if (!good) throw new Error(words);
}

const browser = await chromium.launch({
  executablePath: process.env.CHROMIUM || '/usr/bin/chromium',
  args: ['--no-sandbox', '--disable-gpu'],
});

// A page that is open and drawn, and what it complained of.
async function open(context, page) {
  const tab = await context.newPage();
  const complaints = [];
  tab.on('console', message => {
    if (['error', 'warning'].includes(message.type())) complaints.push(message.text());
  });
  tab.on('pageerror', error => complaints.push(String(error)));
  tab.on('requestfailed', request => complaints.push('cannot load ' + request.url()));
  await tab.goto(address(page), { waitUntil: 'load' });
  await tab.waitForFunction(() => !document.querySelector('.diagram') ||
    document.documentElement.dataset.drawn, null, { timeout: 30000 });
  return { tab, complaints };
}

async function violations(tab) {
  await tab.evaluate(axe);
  const found = await tab.evaluate(() => window.axe.run(document, {
    runOnly: ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa'],
    resultTypes: ['violations'],
  }));
  return found.violations.map(one => `${one.id} (${one.nodes.length}): ${one.help}\n    ` +
    one.nodes.slice(0, 3).map(node => node.html.slice(0, 160) + '\n      ' +
      node.failureSummary.split('\n').slice(1, 2)).join('\n    ')).join('\n  ');
}

// -- Each page, at both widths and in both colours.
for (const width of [390, 1200]) {
  for (const colorScheme of ['light', 'dark']) {
    const context = await browser.newContext({ viewport: { width, height: 900 }, colorScheme,
      reducedMotion: 'reduce' });
    for (const page of pages) {
      await test(`${page} at ${width} px, ${colorScheme}`, async () => {
        const { tab, complaints } = await open(context, page);
        try {
          expect(complaints.length === 0, 'the console says: ' + complaints.join('; '));
          const wide = await tab.evaluate(() => document.documentElement.scrollWidth -
            document.documentElement.clientWidth);
          expect(wide <= 0, `it scrolls sideways by ${wide} px: ` + await tab.evaluate(() =>
            [...document.querySelectorAll('main *')].filter(one =>
              one.getBoundingClientRect().right > innerWidth + 1 &&
              !one.closest('.wide, .fragment, pre, .picture, .diagram, .memproto'))
              .slice(0, 3).map(one => one.outerHTML.slice(0, 120)).join(' | ')));
          const left = await tab.evaluate(() => {
            const text = document.querySelector('main').cloneNode(true);
            text.querySelectorAll('code, pre, .fragment, .diagram, .memtemplate, noscript')
              .forEach(one => one.remove());
            return text.textContent.match(/.{0,40}(<\/?(?!class)[a-z]+[ >]|\]\(|\*\*|```).{0,40}/g) || [];
          });
          expect(left.length === 0, 'it shows its own markup: ' + left.join(' | '));
          // What is folded is read, too.
          await tab.evaluate(() => document.querySelectorAll('details')
            .forEach(fold => { fold.open = true; }));
          const found = await violations(tab);
          expect(found === '', found);
        } finally {
          await tab.close();
        }
      });
    }
    await context.close();
  }
}

// -- Sizes and times.
for (const page of pages)
  await test(`${page} is less than 1 MB`, () =>
    expect(statSync(join(folder, page)).size < 1e6, `${statSync(join(folder, page)).size} bytes`));
{
  const context = await browser.newContext();
  for (const page of pages)
    await test(`${page} is drawn within a second from disk`, async () => {
      // The machine may be busy with something else: the best of five counts.
      let best = Infinity;
      for (let i = 0; i < 5 && best >= 1000; ++i) {
        const tab = await context.newPage();
        await tab.goto(address(page));
        best = Math.min(best, await tab.evaluate(() => new Promise(done => {
          new PerformanceObserver(list => done(list.getEntries()[0].startTime))
            .observe({ type: 'paint', buffered: true });
        })));
        await tab.close();
      }
      expect(best < 1000, `${best} ms`);
    });
  await context.close();
}

// -- Links: the files by linkinator, the places within them by their ids.
await test('no link is broken', async () => {
  const answer = await new LinkChecker().check({
    path: all, serverRoot: folder,
    linksToSkip: ['^https?://(?!localhost)', '^data:'],
  });
  const broken = answer.links.filter(link => link.state === 'BROKEN');
  expect(answer.links.length > 100, `only ${answer.links.length} links were found`);
  expect(broken.length === 0,
    broken.map(link => `${link.url} (on ${link.parent})`).join('\n  '));
});
await test('every link into a page leads to a place there', () => {
  const ids = new Map(all.map(page => [page, new Set(
    [...readFileSync(join(folder, page), 'utf8').matchAll(/ id="([^"]+)"/g)].map(m => m[1]))]));
  const lost = [];
  for (const page of all)
    for (const [, to, id] of readFileSync(join(folder, page), 'utf8')
      .matchAll(/href="([a-z0-9_]*\.html|)#([^"]+)"/gi))
      if (!ids.get(to || page)?.has(decodeURIComponent(id))) lost.push(`${page}: ${to}#${id}`);
  expect(lost.length === 0, lost.join('\n  '));
});

// -- The search, from a folder.
for (const [words, page, heading] of [
  ['short send', 'lesson_06.html', 'Short sends'],
  ['WSAStartup', 'traps.html', '26. WSAStartup comes first'],
  ['half-close', 'lesson_07.html', null],
  ['TIME-WAIT', 'glossary.html', null],
]) {
  await test(`the search finds "${words}"`, async () => {
    const context = await browser.newContext();
    const { tab } = await open(context, 'index.html');
    try {
      await tab.fill('#q', words);
      await tab.press('#q', 'Enter');
      await tab.waitForSelector('#found li');
      const hits = await tab.$$eval('#found a', links => links.slice(0, 5).map(l => l.href));
      const hit = hits.findIndex(one => one.includes('/' + page));
      expect(hit >= 0 && (heading === null || hit === 0), 'it found ' + hits.join(', '));
      await tab.click(`#found li:nth-child(${hit + 1}) a`);
      await tab.waitForLoadState();
      const text = await tab.innerText('main');
      expect(text.toLowerCase().includes(words.toLowerCase()),
        `${tab.url()} does not say "${words}"`);
      if (heading) {
        const titles = await tab.$$eval('h1, h2, h3', all => all.map(h => h.innerText.trim()));
        expect(titles.includes(heading), `${tab.url()} has no heading "${heading}"`);
      }
    } finally {
      await context.close();
    }
  });
}
await test('the search says when it finds nothing', async () => {
  const context = await browser.newContext();
  const { tab } = await open(context, 'search.html?q=xyzzy');
  expect((await tab.innerText('#found-count')).includes('Nothing says'), 'it says nothing');
  await context.close();
});

// -- By keyboard alone: Tab comes to everything that a pointer can use.
for (const [page, width] of [['index.html', 1200], ['lesson_06.html', 1200],
  ['call_send.html', 1200], ['museum_03.html', 1200], ['lesson_02.html', 390]]) {
  await test(`the keyboard reaches everything on ${page} at ${width} px`, async () => {
    const context = await browser.newContext({ viewport: { width, height: 900 } });
    const { tab } = await open(context, page);
    try {
      const wanted = await tab.evaluate(() => {
        const usable = [...document.querySelectorAll(
          'a[href], button, input, summary, [tabindex="0"]')]
          .filter(one => one.checkVisibility() && one.getClientRects().length > 0);
        usable.forEach((one, i) => { one.dataset.reach = i; });
        return usable.length;
      });
      const reached = new Set();
      for (let i = 0; i < wanted + 5; ++i) {
        await tab.keyboard.press('Tab');
        const [at, shown] = await tab.evaluate(() => {
          const one = document.activeElement;
          return [one.dataset.reach, getComputedStyle(one).outlineStyle !== 'none'];
        });
        if (at !== undefined) {
          reached.add(at);
          expect(shown, 'the focus cannot be seen on ' + await tab.evaluate(() =>
            document.activeElement.outerHTML.slice(0, 120)));
        }
      }
      const missed = await tab.evaluate(got => [...document.querySelectorAll('[data-reach]')]
        .filter(one => !got.includes(one.dataset.reach))
        .map(one => one.outerHTML.slice(0, 100)), [...reached]);
      expect(missed.length === 0, 'never reached: ' + missed.slice(0, 5).join(' | '));
    } finally {
      await context.close();
    }
  });
}
await test('the map opens by keyboard on a small screen', async () => {
  const context = await browser.newContext({ viewport: { width: 390, height: 800 } });
  const { tab } = await open(context, 'lesson_01.html');
  expect(!await tab.isVisible('#map'), 'it is open from the start');
  await tab.focus('#menu');
  await tab.keyboard.press('Enter');
  expect(await tab.isVisible('#map a[aria-current=page]'), 'it does not show this page');
  await context.close();
});

// -- Colours.
await test('the button turns the colours, and the next page remembers', async () => {
  const context = await browser.newContext({ colorScheme: 'light' });
  const { tab } = await open(context, 'lesson_01.html');
  const background = () => tab.evaluate(() => getComputedStyle(document.body).backgroundColor);
  const before = await background();
  await tab.click('#theme');
  const after = await background();
  expect(before !== after, 'nothing changed');
  await tab.goto(address('lesson_02.html'));
  expect(await background() === after, 'the next page is ' + await background());
  await context.close();
});

// -- Diagrams.
await test('every diagram is drawn and has words', async () => {
  const context = await browser.newContext();
  let count = 0;
  for (const page of all.filter(name => /^(lesson_|architecture)/.test(name))) {
    const { tab } = await open(context, page);
    const labels = await tab.$$eval('.diagram svg', all => all.map(svg =>
      [svg.getAttribute('aria-label') || '', svg.getBoundingClientRect().height]));
    for (const [label, height] of labels)
      expect(label.length > 20 && height > 20, `${page}: "${label}", ${height} px high`);
    count += labels.length;
    await tab.close();
  }
  expect(count >= 8, `only ${count} diagrams`);
  await context.close();
});

await browser.close();
console.log(`${Math.floor((run - failed) / run * 100)}% tests passed, ${failed} tests failed out of ${run}`);
process.exit(failed === 0 ? 0 : 1);
