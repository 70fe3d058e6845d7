import { afterAll, beforeAll, expect, test } from 'vitest';
import { everything } from './everything.ts';
import { openStudio, type Studio } from './openStudio.ts';

let studio: Studio;

beforeAll(async () => {
  studio = await openStudio([everything]);
  for (const name of ['Larch & Sons', 'Birch Trading'])
    await studio.api('/api/records/account', { method: 'POST', body: { name } });
}, 60_000);

afterAll(() => studio?.close());

const dot = Buffer.from(
  'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==',
  'base64',
);

test('numbers are taken as people write them, and shown in their currency', async () => {
  const page = await studio.open('/everything/new');
  await page.locator('#field_money').fill('1.2k');
  await page.locator('#field_decimal').fill('1.234,5');
  await page.locator('#field_percent').fill('12,5 %');
  await page.locator('#field_integer').fill('many');
  await page.locator('#field_name').fill('x');
  expect(await page.locator('#field_money').inputValue()).toBe('1,200');
  expect(await page.locator('#field_decimal').inputValue()).toBe('1,234.5');
  expect(await page.locator('#field_percent').inputValue()).toBe('12.5');
  await page.getByText('Write a number, such as').waitFor();
  await page.getByText('€', { exact: true }).first().waitFor();
  await page.getByText('EUR', { exact: true }).first().waitFor();
});

test('a telephone number is written internationally, one that cannot be is told', async () => {
  const page = await studio.open('/everything/new', { language: 'zh-CN' });
  const phone = page.locator('#field_phone');
  await phone.fill('13800138000');
  await phone.blur();
  await expect.poll(() => phone.inputValue()).toBe('+86 138 0013 8000');
  await phone.fill('12');
  await phone.blur();
  await page.getByText('这不像是中国的电话号码。').waitFor();
  await page.getByRole('combobox', { name: '国家或地区号' }).fill('德国');
  await page.keyboard.press('Enter');
  await phone.fill('030 123456');
  await phone.blur();
  await expect.poll(() => phone.inputValue()).toBe('+49 30 123456');
});

test('a Chinese address is chosen step by step, or pasted whole', async () => {
  const page = await studio.open('/everything/new', { language: 'zh-CN' });
  const area = page.getByRole('combobox', { name: '省 / 市 / 区' });
  await area.click();
  for (const part of ['浙江省', '杭州市', '西湖区']) await page.getByRole('menuitemcheckbox', { name: part }).click();
  await page.getByTitle('浙江省 / 杭州市 / 西湖区').waitFor();
  await area.fill('浦东');
  await page.getByRole('menuitemcheckbox', { name: '浦东新区' }).click();
  await page.getByTitle('上海市 / 浦东新区').waitFor();

  const other = await studio.open('/everything/new', { language: 'zh-CN' });
  await other.getByRole('textbox', { name: '街道与门牌号' }).focus();
  await paste(other, '广东省深圳市南山区科技园1号 518000');
  await other.getByTitle('广东省 / 深圳市 / 南山区').waitFor();
  expect(await other.getByRole('textbox', { name: '街道与门牌号' }).inputValue()).toBe('科技园1号');
  expect(await other.getByRole('textbox', { name: '邮政编码' }).inputValue()).toBe('518000');
});

test('a place, a name, an e-mail address and a web address take what is pasted or typed short', async () => {
  const page = await studio.open('/everything/new');
  await page.getByLabel('Latitude').focus();
  await paste(page, '31.23, 121.47');
  expect(await page.getByLabel('Longitude').inputValue()).toBe('121.47');
  expect(await page.getByRole('link', { name: 'Show on a map' }).getAttribute('href')).toContain('mlat=31.23');
  await page.getByRole('textbox', { name: 'First name' }).focus();
  await paste(page, '欧阳娜娜');
  expect(await page.getByRole('textbox', { name: 'Last name' }).inputValue()).toBe('欧阳');
  await page.locator('#field_email').fill('Ada <ada@example.com>');
  await page.locator('#field_url').fill('example.com/about');
  await page.locator('#field_name').focus();
  expect(await page.locator('#field_email').inputValue()).toBe('ada@example.com');
  expect(await page.locator('#field_url').inputValue()).toBe('https://example.com/about');
});

test('Markdown has a toolbar and shortcuts, a list goes on, and undo takes back', async () => {
  const page = await studio.open('/everything/new');
  const text = page.locator('#field_markdown');
  await text.fill('kiln');
  await text.press('Control+a');
  await text.press('Control+b');
  expect(await text.inputValue()).toBe('**kiln**');
  await text.press('Control+z');
  expect(await text.inputValue()).toBe('kiln');
  await page.getByRole('button', { name: 'List', exact: true }).click();
  await text.press('End');
  await text.press('Enter');
  await page.keyboard.type('glaze');
  expect(await text.inputValue()).toBe('- kiln\n- glaze');
  // The toolbar is one stop, arrows go along it.
  await page.getByRole('button', { name: 'Heading' }).focus();
  await page.keyboard.press('ArrowRight');
  await expect.poll(() => page.evaluate(() => document.activeElement?.getAttribute('aria-label'))).toContain('Bold');
});

test('JSON says where it breaks off; a colour comes from a swatch', async () => {
  const page = await studio.open('/everything/new');
  await page.locator('#field_json').fill('{\n  "a": oops\n}');
  await page.getByText('Line 2, column 8').waitFor();
  await page.locator('#field_json').fill('{"a":1}');
  await page.getByRole('button', { name: 'Format', exact: true }).click();
  await expect.poll(() => page.locator('#field_json').inputValue()).toBe('{\n  "a": 1\n}');
  await page.getByRole('button', { name: 'Pick a colour' }).click();
  await page.getByRole('button', { name: '#30a46c' }).click();
  await expect.poll(() => page.locator('#field_color').inputValue()).toBe('#30a46c');
});

test('files arrive several at once, each with its own failure, and pictures are looked at in place', async () => {
  const page = await studio.open('/everything/new');
  const photos = page.getByRole('group', { name: 'Photos' });
  await photos.locator('input[type=file]').setInputFiles([
    { name: 'one.png', mimeType: 'image/png', buffer: dot },
    { name: 'liar.png', mimeType: 'image/png', buffer: Buffer.from('this is no picture at all') },
    { name: 'two.png', mimeType: 'image/png', buffer: dot },
  ]);
  for (const name of ['one.png', 'two.png']) await photos.getByRole('link', { name, exact: true }).waitFor();
  await photos.getByRole('alert').waitFor();
  await photos.getByRole('button', { name: 'Remove liar.png' }).click();
  expect(await photos.getByRole('alert').count()).toBe(0);
  await photos.getByRole('button', { name: 'Look at one.png' }).click();
  await page.getByRole('dialog').getByRole('img', { name: 'one.png' }).waitFor();
  await page.keyboard.press('Escape');

  // Dropped on the field instead of picked.
  const transfer = await page.evaluateHandle(() => {
    const data = new DataTransfer();
    data.items.add(new File(['hello'], 'dropped.txt', { type: 'text/plain' }));
    return data;
  });
  await page.locator('#field_file').dispatchEvent('drop', { dataTransfer: transfer });
  await page.getByRole('link', { name: 'dropped.txt', exact: true }).waitFor();
});

test('a secret is shown when it is asked for, and hidden again', async () => {
  const { id } = await studio.api('/api/records/everything', {
    method: 'POST',
    body: { name: 'Held', secret: 'hush' },
  });
  const page = await studio.open(`/everything/${id}/edit`);
  const secret = page.locator('#field_secret');
  await secret.waitFor();
  expect(await secret.inputValue()).toBe('');
  await page.getByRole('button', { name: 'Show the text' }).click();
  await expect.poll(() => secret.inputValue()).toBe('hush');
  await page.getByRole('button', { name: 'Hide the text' }).click();
  await expect.poll(() => secret.inputValue()).toBe('');
});

test('a related record is found, created in passing, remembered, and opened', async () => {
  const page = await studio.open('/everything/new');
  const account = page.locator('#field_account');
  const option = (name: string | RegExp) => page.locator('.ant-select-item-option', { hasText: name }).last();
  await account.click();
  await account.pressSequentially('birch');
  await option('Birch Trading').click();
  await page.getByRole('link', { name: 'Open the record' }).waitFor();

  await page.locator('#field_friends').click();
  await page.getByRole('img', { name: 'Recently used' }).last().waitFor();
  await page.locator('#field_friends').pressSequentially('Willow');
  await option('Create Account “Willow”').click();
  const dialog = page.getByRole('dialog', { name: 'New Account' });
  expect(await dialog.getByLabel('Name', { exact: true }).inputValue()).toBe('Willow');
  await dialog.getByRole('button', { name: 'Create' }).click();
  await dialog.waitFor({ state: 'detached' });
  await page.getByRole('link', { name: 'Willow' }).waitFor();
  await page.getByRole('button', { name: 'Remove Willow' }).click();
  expect(await page.getByRole('link', { name: 'Willow' }).count()).toBe(0);
  // The page below was neither sent nor left.
  expect(page.url()).toMatch(/\/everything\/new$/);
});

test('what the server fills in says where it comes from', async () => {
  const page = await studio.open('/everything/new');
  await page.getByRole('button', { name: 'Where does Number come from?' }).click();
  await page.getByText('Given by the server when the record is saved for the first time.').waitFor();
});

test('a phone shows every control within the screen', async () => {
  const page = await studio.open('/everything/new', { phone: true, language: 'zh-CN' });
  await page.locator('#field_color').waitFor();
  expect(await page.evaluate(() => document.documentElement.scrollWidth > window.innerWidth)).toBe(false);
  const tooWide = await page.evaluate(() =>
    [...document.querySelectorAll('main input, main button, main textarea')]
      .filter((element) => element.checkVisibility() && element.getBoundingClientRect().right > window.innerWidth + 1)
      .map((element) => element.id || element.getAttribute('aria-label') || element.className),
  );
  expect(tooWide).toEqual([]);
});

/** As the keyboard would: the event carries the text. */
async function paste(page: Awaited<ReturnType<Studio['open']>>, text: string): Promise<void> {
  await page.evaluate((pasted) => {
    const clipboardData = new DataTransfer();
    clipboardData.setData('text/plain', pasted);
    const event = new ClipboardEvent('paste', { clipboardData, bubbles: true, cancelable: true });
    document.activeElement?.dispatchEvent(event);
  }, text);
}
