import { chmodSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import pg from 'pg';
import { launchChromium } from '../../studio/test/launchChromium.ts';
import { unpackChromium } from '../../studio/test/unpackChromium.ts';
import { buildStudio, isStudioStale } from '../cli/buildStudio.ts';
import { startEmbedded } from '../db/embedded/startEmbedded.ts';
import { measureDesigner, measureMap } from './designerMeasures.ts';
import { machine } from './results.ts';
import { saveResults } from './saveResults.ts';
import { seed } from './seed.ts';
import { startKiln } from './servers.ts';
import {
  type Browser,
  measureFollow,
  measureForm,
  measureKeys,
  measureLoad,
  measureScroll,
  measureSwitch,
} from './uiMeasures.ts';
import { wideEntity } from './wideEntity.ts';

/**
 * `npm run bench:ui`: the browser application, built as for use, in a headless Chromium before a server with 200,000 rows.
 * Writes its section of core/bench/RESULTS.md. `-- --quick` is a short look at fewer rows that writes nothing.
 */
const { values: flags } = parseArgs({ options: { quick: { type: 'boolean', default: false } } });
const size = flags.quick ? { accounts: 1_000, contacts: 20_000 } : { accounts: 10_000, contacts: 200_000 };
const formFields = 60;

const folder = mkdtempSync(join(tmpdir(), 'kiln-bench-ui-'));
// Postgres runs as another user when Kiln is root, and has to pass through.
chmodSync(folder, 0o755);
const wide = join(folder, 'wide');
mkdirSync(join(wide, 'entity'), { recursive: true });
writeFileSync(join(wide, 'entity', 'wide.json'), JSON.stringify(wideEntity(formFields)));
const many = join(folder, 'many');
mkdirSync(join(many, 'entity'), { recursive: true });
for (let number = 1; number <= 200; number += 1) {
  const document = { ...wideEntity(50), $id: `wide${number}`, title: `Wide ${number}` };
  writeFileSync(join(many, 'entity', `wide${number}.json`), JSON.stringify(document));
}

if (await isStudioStale()) await buildStudio();
const postgres = await startEmbedded({ data: folder, progress: (line) => console.log(line) });
try {
  const { url } = postgres;
  const first = await startKiln(url, folder, [wide]);
  await first.stop();
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  console.log(`seeding ${size.contacts.toLocaleString('en')} contacts`);
  await seed(client, 'data', size);
  await client.end();
  const kiln = await startKiln(url, folder, [wide]);
  const browser = await launchChromium(await unpackChromium());
  try {
    const load = await measureLoad(browser, kiln.url, '/contact');
    const switching = await measureSwitch(browser, kiln.url, flags.quick ? 6 : 20);
    const form = await measureForm(browser, kiln.url, formFields, flags.quick ? 5 : 10);
    const keys = await measureKeys(browser, kiln.url, formFields);
    const scroll = await measureScroll(browser, kiln.url, flags.quick ? 2_000 : 5_000);
    const follow = await measureFollow(browser, kiln.url, flags.quick ? 5 : 20);
    await kiln.stop();
    const { designer, map } = await measureLarge(browser, url);
    const rows = [
      row('first page, compressed, before lazy parts', load.kilobytes, 350, 'KB'),
      row('interactive, from a warm server with an empty cache', load.interactiveMs, 1_500, 'ms'),
      row('switch of entity, read before', switching.againMs, 150, 'ms'),
      row('switch of entity, first time', switching.firstMs, 150, 'ms'),
      row(`opening a form of ${formFields} fields`, form.againMs, 300, 'ms'),
      row(`opening a form of ${formFields} fields, first time`, form.firstMs, 300, 'ms'),
      row('key press to paint in it, p95', keys.p95Ms, 50, 'ms'),
      row(`scrolling ${size.contacts.toLocaleString('en')} rows by the wheel`, scroll.wheel, 50, 'frames/s', true),
      row(`scrolling ${size.contacts.toLocaleString('en')} rows from end to end`, scroll.fling, 50, 'frames/s', true),
      row('a field added or taken away, until an open form shows it', follow.medianMs, 1_000, 'ms'),
      row('a field added or taken away, until an open form shows it, p95', follow.p95Ms, 2_000, 'ms'),
      row('designer in 200 entities × 50 fields: key to paint in a field', designer.inspectorMs, 50, 'ms'),
      row('designer in 200 entities × 50 fields: key to paint in the entity', designer.entityMs, 50, 'ms'),
      row('designer in 200 entities × 50 fields: key to paint in its JSON', designer.sourceMs, 50, 'ms'),
      row('map of 200 entities, until it is shown', map.openMs, 1_000, 'ms'),
      row('map of 200 entities, moved by hand', map.frames, 50, 'frames/s', true),
      row('layout shift (CLS), list', load.shift, 0.02, ''),
      row('layout shift (CLS), form', form.shift, 0.02, ''),
    ];
    const markdown = `The browser application built for use, in headless Chromium (1440 × 900), before Kiln with
${size.accounts.toLocaleString('en')} accounts and ${size.contacts.toLocaleString('en')} contacts of 12 fields. Times are medians, from the click to the frame that shows it.

Machine: ${machine()}.

| figure | value | goal | |
|---|---|---|---|
${rows.join('\n')}
`;
    console.log(markdown);
    if (!flags.quick) saveResults('bench:ui', markdown);
  } finally {
    await browser.close();
    await kiln.stop();
  }
} finally {
  await postgres.close();
  rmSync(folder, { recursive: true, force: true });
}

/** On a server of its own, whose model has 200 entities more. */
async function measureLarge(browser: Browser, url: string) {
  const large = await startKiln(url, folder, [wide, many]);
  try {
    const designer = await measureDesigner(browser, large.url, 'wide120');
    return { designer, map: await measureMap(browser, large.url) };
  } finally {
    await large.stop();
  }
}

function row(name: string, value: number, goal: number, unit: string, isLeast = false): string {
  const held = isLeast ? value >= goal : value <= goal;
  const shown = goal < 1 ? value.toFixed(4) : String(Math.round(value));
  return `| ${name} | ${shown} ${unit} | ${isLeast ? '≥' : '≤'} ${goal} ${unit} | ${held ? 'held' : 'missed'} |`;
}
