import assert from 'node:assert/strict';
import { existsSync, readFileSync } from 'node:fs';
import { after, before, test } from 'node:test';
import { type Browser, chromium, type Page } from 'playwright-core';
import { oldDigest, portalCodes, portalServer } from '../support/portal-server.ts';

/** A Chromium of the machine; the test says so when there is none, because then nothing was looked at. */
const executablePath = [
  process.env['CHROMIUM'],
  '/usr/bin/chromium',
  '/usr/bin/google-chrome',
].find((path) => path !== undefined && existsSync(path));
const skip = executablePath === undefined ? 'no Chromium here: apt-get install chromium' : false;

let browser: Browser;
let base = '';
let close = async (): Promise<void> => {};
const asked: string[] = [];
const complaints: string[] = [];

before(async () => {
  if (executablePath === undefined) return;
  const app = await portalServer();
  base = await app.listen({ host: '127.0.0.1', port: 0 });
  browser = await chromium.launch({ executablePath, args: ['--no-sandbox'] });
  close = async () => {
    await browser.close();
    await app.close();
  };
});
after(() => close());

/** A page of a browser without script, as wide as a desk's screen or an old telephone's. */
async function open(width: number, script = false): Promise<Page> {
  const context = await browser.newContext({
    viewport: { width, height: 800 },
    javaScriptEnabled: script,
    acceptDownloads: true,
  });
  const page = await context.newPage();
  page.on('request', (request) => asked.push(request.url()));
  page.on('console', (message) => {
    if (!/status of 4\d\d/.test(message.text())) complaints.push(message.text());
  });
  return page;
}

async function search(page: Page, code: string, birthDate: string): Promise<void> {
  await page.goto(`${base}/`);
  await page.getByLabel('Mã số tra cứu').fill(code);
  await page.getByLabel('Ngày sinh của học sinh').fill(birthDate);
  await page.getByRole('button', { name: 'Tra cứu' }).click();
}

const overflow = (page: Page): Promise<number> =>
  page.locator('html').evaluate((root) => root.scrollWidth - root.clientWidth);

for (const width of [1280, 360]) {
  test(`from code to whole record and file, ${width} px, without script`, { skip }, async () => {
    const page = await open(width);
    await search(page, '0F8E 2B4C 6D7A 4E10 B3C5 D7E9 F1A3 B5C7', '');
    assert.equal(page.url(), `${base}/tra-cuu/${portalCodes.inForce}`);
    await page.getByRole('heading', { name: 'Đang có hiệu lực' }).waitFor();
    assert.equal(await page.getByText('Đặng Ngọc Ẩn').count(), 0);
    assert.equal(await overflow(page), 0);

    await page.getByLabel('Ngày sinh của học sinh').fill('19/1/2014');
    await page.keyboard.press('Enter');
    await page.getByRole('heading', { name: 'HỢP LỆ', exact: true }).waitFor();
    assert.equal(page.url(), `${base}/tra-cuu`);
    assert.equal(await overflow(page), 0);
    const row = page
      .getByRole('row')
      .filter({ has: page.getByRole('rowheader', { name: 'Toán' }) });
    const cells = await row.first().getByRole('cell').allInnerTexts();
    assert.deepEqual(
      cells.slice(0, 4).map((text) => text.split('\n').at(-1)),
      ['7,8', '8,3', '8,1', '—'],
    );
    assert.match(cells[4] ?? '', /GV Nguyễn Văn Toán, ký ngày 25\/05\/2026/);

    const download = page.waitForEvent('download');
    await page.getByRole('button', { name: 'Tải tệp XML' }).click();
    const file = await download;
    assert.match(file.suggestedFilename(), /^hoc-ba-0f8e[0-9a-f]{28}-v2\.xml$/);
    assert.match(
      readFileSync(await file.path(), 'utf8'),
      /^<\?xml [^>]+>\n<HOC_BA><DU_LIEU_HOC_BA/,
    );
    await page.context().close();
  });
}

test('the subjects stand in the order of the file', { skip }, async () => {
  const page = await open(1280);
  await search(page, portalCodes.inForce, '19/01/2014');
  const names = await page.locator('.subjects tbody th').allInnerTexts();
  assert.deepEqual(names.slice(0, 4), [
    'Toán',
    'Lịch sử và Địa lí',
    'Khoa học tự nhiên',
    'Tin học',
  ]);
  assert.equal(names.length, 12);
  assert.match(await page.locator('.subjects').innerText(), /Miễn/);
  await page.context().close();
});

test('a changed record is called invalid before anything else is said', { skip }, async () => {
  const page = await open(360);
  await search(page, portalCodes.changed, '19/01/2014');
  const first = page.locator('.status').first();
  assert.match(
    await first.innerText(),
    /KHÔNG HỢP LỆ[\s\S]*Môn Toán đã bị thay đổi sau khi giáo viên/,
  );
  await page.context().close();
});

test('the failure page is the same for an unknown code and a wrong birth date', {
  skip,
}, async () => {
  const page = await open(1280);
  const texts: string[] = [];
  for (const [code, date] of [
    [portalCodes.unknown, '19/01/2014'],
    [portalCodes.inForce, '18/01/2014'],
  ] as const) {
    await search(page, code, date);
    texts.push(await page.locator('main').innerText());
  }
  assert.match(texts[0] ?? '', /Không tìm thấy học bạ/);
  assert.equal(texts[0], texts[1]);
  await page.context().close();
});

test('a print of a replaced version, a recalled record and a mistyped code say what they are', {
  skip,
}, async () => {
  const page = await open(360);
  await page.goto(`${base}/tra-cuu/${portalCodes.inForce}?sha256=${oldDigest}`);
  await page.getByText('Đây là phiên bản 1, đã được thay thế.').waitFor();
  await page.goto(`${base}/tra-cuu/${portalCodes.recalled}`);
  await page.getByRole('heading', { name: 'Đã thu hồi' }).waitFor();
  await search(page, '12 ab', '31/02/2014');
  await page.getByText('Mã số tra cứu phải có đúng 32').waitFor();
  await page.getByText('Ngày sinh phải là ngày có thật').waitFor();
  assert.equal(await page.getByLabel('Ngày sinh của học sinh').inputValue(), '');
  assert.equal(await overflow(page), 0);
  await page.context().close();
});

test('the keyboard alone reaches everything, the way in first', { skip }, async () => {
  const page = await open(1280);
  await page.goto(`${base}/`);
  const order: (string | null)[] = [];
  for (let step = 0; step < 5; step++) {
    await page.keyboard.press('Tab');
    order.push(await page.locator(':focus').evaluate((at) => at.id || at.textContent));
  }
  assert.deepEqual(order, [
    'Đến nội dung chính',
    'Cổng tra cứu học bạ số',
    'ma',
    'ngay-sinh',
    'Tra cứu',
  ]);
  await page.context().close();
});

test('what a record says runs nowhere, even with script allowed', { skip }, async () => {
  const page = await open(1280, true);
  const dialogs: string[] = [];
  page.on('dialog', (dialog) => {
    dialogs.push(dialog.message());
    void dialog.dismiss();
  });
  await search(page, portalCodes.hostile, '19/01/2014');
  await page.getByText('<script>alert(1)</script>').first().waitFor();
  assert.deepEqual([dialogs, await page.locator('script, img').count()], [[], 0]);
  await page.context().close();
});

test('nothing was asked of any other host, and no birth date stood in an address', { skip }, () => {
  assert.ok(asked.length > 20);
  assert.deepEqual(
    asked.filter((url) => !url.startsWith(base)),
    [],
  );
  assert.deepEqual(
    asked.filter((url) => /2014|birth|ngay/.test(url)),
    [],
  );
  assert.deepEqual(complaints, []);
});
