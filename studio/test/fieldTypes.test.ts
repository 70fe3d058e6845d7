import { afterAll, beforeAll, expect, test } from 'vitest';
import { everything } from './everything.ts';
import { openStudio, type Studio } from './openStudio.ts';

let studio: Studio;

beforeAll(async () => {
  studio = await openStudio([everything]);
  await studio.api('/api/records/account', { method: 'POST', body: { name: 'Larch & Sons' } });
}, 60_000);

afterAll(() => studio?.close());

test('every type is filled in, saved, and shown again', { timeout: 40_000 }, async () => {
  const page = await studio.open('/everything/new');
  const control = (name: string) => page.locator(`#field_${name}`);
  // The newest list stands last; one that is closing is still there for a moment.
  const option = (text: string) => page.locator('.ant-select-item-option', { hasText: text }).last();
  await control('name').fill('All of it');
  await control('multiline').fill('one\ntwo');
  await control('markdown').fill('**bold**');
  await page.getByRole('button', { name: 'Preview' }).click();
  await page.locator('strong', { hasText: 'bold' }).waitFor();
  await control('integer').fill('1234');
  await control('decimal').fill('2.25');
  await control('money').fill('99.5');
  await control('percent').fill('12.5');
  await control('boolean').click();
  for (const [name, text] of [
    ['date', '2026-03-09'],
    ['moment', '2026-03-09 14:30'],
    ['time', '09:15'],
  ] as const) {
    await control(name).fill(text);
    await control(name).press('Enter');
  }
  await control('duration').fill('1h 30m');
  await control('email').fill('a@example.com');
  await control('phone').fill('+49 30 123456');
  await control('url').fill('https://example.com/x');
  await control('kinds').click();
  await option('a').click();
  await page.keyboard.press('Escape');
  await control('tags').pressSequentially('red，green,');
  await page.getByRole('group', { name: 'Rating' }).getByRole('radio').nth(3).click();
  await control('json').fill('{"deep": [1, 2]}');
  await page.getByLabel('Width').fill('7');
  await page.getByRole('textbox', { name: 'Street and number' }).fill('Hauptstr. 5');
  await page.getByRole('combobox', { name: 'Country', exact: true }).fill('germ');
  await option('Germany').click();
  await page.getByRole('textbox', { name: 'First name' }).fill('Ada');
  await page.getByRole('textbox', { name: 'Last name' }).fill('Lovelace');
  await page.getByLabel('Latitude').fill('48.1');
  await page.getByLabel('Longitude').fill('11.6');
  await page
    .getByRole('group', { name: 'File' })
    .locator('input[type=file]')
    .setInputFiles({
      name: 'note.txt',
      mimeType: 'text/plain',
      buffer: Buffer.from('hello'),
    });
  await page.getByRole('link', { name: 'note.txt', exact: true }).waitFor();
  await page
    .getByRole('group', { name: 'Photos' })
    .locator('input[type=file]')
    .setInputFiles({
      name: 'dot.png',
      mimeType: 'image/png',
      buffer: Buffer.from(
        'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==',
        'base64',
      ),
    });
  await page.getByRole('link', { name: 'dot.png', exact: true }).waitFor();
  for (const name of ['account', 'friends']) {
    await control(name).click();
    await control(name).pressSequentially('larch');
    await option('Larch').click();
    await page.keyboard.press('Escape');
  }
  await control('about-entity').click();
  await option('Account').click();
  await control('about').click();
  await option('Larch').click();
  await control('color').fill('#a30');
  await control('secret').fill('hush');
  await page.getByRole('button', { name: 'Create', exact: true }).click();
  await page.getByRole('heading', { level: 1, name: 'All of it' }).waitFor();
  await page.getByText('E-0001').first().waitFor();

  const { data } = await studio.api('/api/records/everything?limit=1');
  const [record] = Array.isArray(data) ? data : [];
  expect(record).toMatchObject({
    multiline: 'one\ntwo',
    markdown: '**bold**',
    integer: 1234,
    decimal: 2.25,
    money: 99.5,
    currency: 'EUR',
    percent: 12.5,
    boolean: true,
    date: '2026-03-09',
    time: '09:15:00',
    duration: 'PT1H30M',
    email: 'a@example.com',
    phone: '+49 30 123456',
    url: 'https://example.com/x',
    kinds: ['a'],
    tags: ['red', 'green'],
    rating: 4,
    json: { deep: [1, 2] },
    size: { width: 7 },
    address: { street: 'Hauptstr. 5', country: 'DE' },
    person: { first: 'Ada', last: 'Lovelace' },
    place: { lat: 48.1, lng: 11.6 },
    file: { name: 'note.txt', type: 'text/plain', size: 5 },
    photos: [{ name: 'dot.png', type: 'image/png' }],
    about: { entity: 'account' },
    secret: '••••••••',
    color: '#aa3300',
  });

  // Read again: nothing is counted as changed by being shown.
  await page.goto(`${page.url().replace(/\?.*/, '')}/edit`);
  await page.getByText('E-0001').waitFor();
  expect(await page.getByText('Unsaved changes').count()).toBe(0);
  expect(await control('duration').inputValue()).toBe('1h 30m');
  expect(await control('moment').inputValue()).toBe('Mar 9, 2026 2:30 PM');
  await page.getByText('Larch & Sons').first().waitFor();
});

test('what cannot become a value keeps the form from being saved, and a secret is never sent back', async () => {
  const { id } = await studio.api('/api/records/everything', {
    method: 'POST',
    body: { name: 'Held', secret: 'hush' },
  });
  const page = await studio.open(`/everything/${id}/edit`);
  const sent: string[] = [];
  page.on('request', (request) => {
    if (request.method() === 'PATCH') sent.push(request.postData() ?? '');
  });
  await page.locator('#field_json').fill('{"half": ');
  await page.locator('#field_duration').fill('soon');
  await page.locator('#field_name').fill('Held back');
  await page.getByRole('button', { name: 'Save' }).click();
  await page.getByText('This is not valid JSON.').waitFor();
  await page.getByText('Write a length of time').waitFor();
  expect(sent).toEqual([]);
  await page.locator('#field_json').fill('');
  await page.locator('#field_duration').fill('2h');
  await page.locator('#field_secret').fill('x');
  await page.locator('#field_secret').fill('');
  await page.getByRole('button', { name: 'Save' }).click();
  await page.getByRole('heading', { level: 1, name: 'Held back' }).waitFor();
  expect(sent.map((body) => JSON.parse(body))).toEqual([{ name: 'Held back', duration: 'PT2H' }]);
});
