import assert from 'node:assert/strict';
import { hash } from 'node:crypto';
import { after, test } from 'node:test';
import { oldDigest, portalCodes, portalServer } from '../../../test/support/portal-server.ts';
import { Outage } from '../../app/outage.ts';
import { tokenBuckets } from '../rate-limit.ts';
import { ethnicText } from '../text/ethnic.ts';

const app = await portalServer();
after(() => app.close());

const get = (url: string) => app.inject({ method: 'GET', url });
const post = (url: string, fields: Readonly<Record<string, string>>, server = app) =>
  server.inject({
    method: 'POST',
    url,
    headers: { 'content-type': 'application/x-www-form-urlencoded' },
    payload: new URLSearchParams(fields).toString(),
  });
const born = '19/01/2014';

test('every page carries the headers and asks for nothing from elsewhere', async () => {
  const pages = [
    await get('/'),
    await get(`/tra-cuu/${portalCodes.inForce}`),
    await get(`/tra-cuu/${portalCodes.unknown}`),
    await get('/tra-cuu/not-a-code'),
    await post('/tra-cuu', { code: portalCodes.inForce, birthDate: born }),
  ];
  for (const { headers, body } of pages) {
    const policy = String(headers['content-security-policy']);
    assert.match(policy, /default-src 'none'/);
    assert.match(policy, /frame-ancestors 'none'/);
    assert.doesNotMatch(policy, /unsafe|script-src/);
    assert.equal(headers['referrer-policy'], 'no-referrer');
    assert.equal(headers['x-content-type-options'], 'nosniff');
    assert.match(String(headers['x-robots-tag']), /noindex/);
    assert.equal(headers['cache-control'], 'no-store');
    assert.doesNotMatch(body, /<script|<img|<iframe| style=| on\w+=|https?:\/\//i);
    assert.match(body, /^<!DOCTYPE html>\n<html lang="vi">/);
  }
});

test('the stylesheet is served under its digest and kept for good', async () => {
  const { body } = await get('/');
  const path = /href="(\/tinh\/[^"]+\.css)"/.exec(body)?.[1] ?? '';
  const { statusCode, headers, rawPayload } = await get(path);
  assert.equal(statusCode, 200);
  assert.equal(headers['content-type'], 'text/css; charset=utf-8');
  assert.match(String(headers['cache-control']), /immutable/);
  assert.ok(path.includes(hash('sha256', rawPayload, 'hex').slice(0, 16)));
});

test('whoever has the code alone sees no name, birth date or number', async () => {
  for (const code of [portalCodes.inForce, portalCodes.registered, portalCodes.recalled]) {
    const { statusCode, body } = await get(`/tra-cuu/${code}`);
    assert.equal(statusCode, 200);
    assert.match(body, /Đ\.N\.Ẩ\./);
    for (const secret of [
      /Đặng Ngọc/,
      /19.01.2014|2014-01-19/,
      /099214255743/,
      /9922000003/,
      /Tổ dân phố/,
    ]) {
      assert.doesNotMatch(body, secret);
    }
  }
});

const states = [
  ['inForce', /Đang có hiệu lực/, /đã được khóa/],
  ['registered', /Đã tiếp nhận, chưa khóa/, /Học bạ thử nghiệm/],
  ['recalled', /Đã thu hồi/, /Nhầm điểm môn Toán/],
] as const;

for (const [name, word, more] of states) {
  test(`${name} is called by its name`, async () => {
    const { body } = await get(`/tra-cuu/${portalCodes[name]}`);
    assert.match(body, word);
    assert.match(body, more);
  });
}

test('a print of an older version is told that it was replaced', async () => {
  const url = `/tra-cuu/${portalCodes.inForce}?sha256=`;
  assert.match((await get(url + oldDigest)).body, /phiên bản 1, đã được thay thế/);
  assert.match((await get(url + '0'.repeat(64))).body, /không khớp với phiên bản nào/);
  const { body } = await get(`/tra-cuu/${portalCodes.inForce}`);
  const current = /<span class="mono">([0-9a-f]{64})</.exec(body)?.[1] ?? '';
  assert.match((await get(url + current)).body, /khớp với phiên bản hiện tại/);
  assert.doesNotMatch((await get(`${url}<b>`)).body, /Bản bạn đang giữ/);
});

test('unknown code and wrong birth date cannot be told apart', async () => {
  const unknown = await post('/tra-cuu', { code: portalCodes.unknown, birthDate: born });
  const wrong = await post('/tra-cuu', { code: portalCodes.inForce, birthDate: '20/01/2014' });
  assert.deepEqual([unknown.statusCode, wrong.statusCode], [404, 404]);
  const page = (body: string, code: string): string => body.replaceAll(code, 'CODE');
  assert.equal(page(unknown.body, portalCodes.unknown), page(wrong.body, portalCodes.inForce));
  const names = (headers: object): string => Object.keys(headers).sort().join();
  assert.equal(names(unknown.headers), names(wrong.headers));
  const file = await post(`/tra-cuu/${portalCodes.unknown}/xml`, { birthDate: born });
  assert.equal(file.body, unknown.body);
});

test('failures wait for the next step of time, whatever the look-up took', async () => {
  const slow = await portalServer({
    failureStepMs: 150,
    lookUp: async () => ({ ok: false, refusal: { code: 'record-not-found' } }),
  });
  const started = performance.now();
  await post('/tra-cuu', { code: portalCodes.unknown, birthDate: born }, slow);
  assert.ok(performance.now() - started >= 148);
  await slow.close();
});

test('a form with the code alone leads to the address of the code; nothing personal is in it', async () => {
  const { statusCode, headers } = await post('/tra-cuu', {
    code: '0F8E2B4C-6D7A-4E10-B3C5-D7E9F1A3B5C7',
    birthDate: '',
  });
  assert.equal(statusCode, 303);
  assert.equal(headers.location, `/tra-cuu/${portalCodes.inForce}`);
});

test('the file comes out byte for byte, under a name without a person', async () => {
  const url = `/tra-cuu/${portalCodes.inForce}/xml`;
  const { headers, rawPayload } = await post(url, { birthDate: '2014-01-19' });
  assert.equal(headers['content-type'], 'application/xml');
  assert.match(
    String(headers['content-disposition']),
    /^attachment; filename="hoc-ba-0f8e[0-9a-f]{28}-v2\.xml"$/,
  );
  const { body } = await get(`/tra-cuu/${portalCodes.inForce}`);
  assert.ok(body.includes(hash('sha256', rawPayload, 'hex')));
  assert.equal((await post(url, { birthDate: '20/01/2014' })).statusCode, 404);
  assert.equal((await post(url, {})).statusCode, 400);
  const recalled = await post(`/tra-cuu/${portalCodes.recalled}/xml`, { birthDate: born });
  assert.equal(recalled.statusCode, 303);
});

test('what a record says stays text', async () => {
  const { body } = await post('/tra-cuu', { code: portalCodes.hostile, birthDate: born });
  assert.doesNotMatch(body, /<script|<img/i);
  assert.ok(body.split('&lt;script&gt;alert(1)').length > 4);
  const echoed = await post('/tra-cuu', { code: '"><script>alert(1)</script>', birthDate: '' });
  assert.equal(echoed.statusCode, 400);
  assert.doesNotMatch(echoed.body, /<script/i);
  const address = await get(`/tra-cuu/${encodeURIComponent('"><script>alert(1)</script>')}`);
  assert.doesNotMatch(address.body, /<script/i);
});

test('birth dates can be tried only so often on one code, and successes do not count', async () => {
  const limited = await portalServer({
    limits: {
      byAddress: tokenBuckets({ burst: 100, refillSeconds: 1 }, () => 0),
      byCode: tokenBuckets({ burst: 2, refillSeconds: 600 }, () => 0),
    },
  });
  const attempt = (birthDate: string, code: string = portalCodes.inForce) =>
    post('/tra-cuu', { code, birthDate }, limited).then(({ statusCode }) => statusCode);
  assert.deepEqual(
    [await attempt(born), await attempt(born), await attempt(born)],
    [200, 200, 200],
  );
  assert.deepEqual([await attempt('2011'), await attempt('2012')], [404, 404]);
  const stopped = await post('/tra-cuu', { code: portalCodes.inForce, birthDate: born }, limited);
  assert.equal(stopped.statusCode, 429);
  assert.equal(stopped.headers['retry-after'], '600');
  assert.match(stopped.body, /khoảng 10 phút/);
  assert.equal(await attempt(born, portalCodes.registered), 200);
  await limited.close();
});

test('one client can ask only so often', async () => {
  const limited = await portalServer({
    limits: {
      byAddress: tokenBuckets({ burst: 1, refillSeconds: 60 }, () => 0),
      byCode: tokenBuckets({ burst: 9, refillSeconds: 60 }, () => 0),
    },
  });
  const codes = [];
  for (let time = 0; time < 2; time++) {
    const url = `/tra-cuu/${portalCodes.inForce}`;
    codes.push((await limited.inject({ method: 'GET', url })).statusCode);
  }
  assert.deepEqual(codes, [200, 429]);
  await limited.close();
});

test('an outage asks for patience and a bug tells nothing', async () => {
  const told: unknown[] = [];
  const failing = async (error: Error) => {
    const server = await portalServer({
      failed: (failure) => told.push(failure),
      lookUp: async () => {
        throw error;
      },
    });
    const answer = await server.inject({ method: 'GET', url: `/tra-cuu/${portalCodes.inForce}` });
    await server.close();
    return answer;
  };
  const outage = await failing(new Outage('database', { fact: 'host db7', retryAfterMs: 5000 }));
  assert.deepEqual([outage.statusCode, outage.headers['retry-after']], [503, '5']);
  const bug = await failing(new Error('secret detail'));
  assert.equal(bug.statusCode, 500);
  for (const { body } of [outage, bug]) assert.doesNotMatch(body, /secret|db7/);
  assert.deepEqual(told.map(String), ['Outage: database: host db7', 'Error: secret detail']);
});

test('a form that is too long or of another kind is refused with a page', async () => {
  const long = await post('/tra-cuu', { code: 'a'.repeat(4000), birthDate: '' });
  assert.equal(long.statusCode, 413);
  assert.match(long.body, /Yêu cầu không hợp lệ/);
  const json = await app.inject({ method: 'POST', url: '/tra-cuu', payload: { code: 'a' } });
  assert.equal(json.statusCode, 400);
  const astray = await get('/tra-cuu/one/two');
  assert.deepEqual([astray.statusCode, /bắt đầu lại/.test(astray.body)], [404, true]);
});

test('the ethnic groups stand at their numbers', () => {
  const some = ['01', '12', '22', '32', '42', '53', '55', '56'].map(ethnicText);
  const expected = ['Kinh', 'Ê-đê', 'Xtiêng', 'Chơ-ro', 'Lự', 'Ơ Đu', 'Người nước ngoài', 'mã 56'];
  assert.deepEqual(some, expected);
});

test('a primary record is laid out as its form: tables 1 to 3, then 4 to 6', async () => {
  const { statusCode, body } = await post('/tra-cuu', {
    code: portalCodes.primary,
    birthDate: born,
  });
  assert.equal(statusCode, 200);
  assert.match(body, /Học bạ tiểu học/);
  const order = [
    'Chiều cao',
    '128,5 cm',
    'Số ngày nghỉ có phép',
    '1. Các môn học và hoạt động giáo dục',
    'Tiếng Việt',
    '2. Những phẩm chất chủ yếu',
    'Yêu nước',
    'Trách nhiệm',
    '3.1. Những năng lực chung',
    'Tự chủ và tự học',
    '3.2. Những năng lực đặc thù',
    'Thể chất',
    '4. Đánh giá kết quả giáo dục',
    'Chưa hoàn thành',
    '5. Khen thưởng',
    'Đạt giải Ba cuộc thi vẽ tranh cấp trường',
    '6. Hoàn thành chương trình lớp học',
    'Hoàn thành chương trình lớp 3; Được lên lớp 4',
    'Nhận xét của giáo viên chủ nhiệm',
  ];
  let at = 0;
  for (const words of order) {
    const found = body.indexOf(words, at);
    assert.ok(found >= at, `${words} does not follow`);
    at = found;
  }
  const maths = /<th[^>]*>Toán<\/th>.*?<\/tr>/s.exec(body)?.[0] ?? '';
  assert.match(maths, />Chưa hoàn thành, sau bổ sung: Hoàn thành</);
  assert.match(maths, />4, sau bổ sung: 6</);
  const sport = /<th[^>]*>Giáo dục thể chất<\/th>.*?<\/tr>/s.exec(body)?.[0] ?? '';
  assert.match(sport, />Miễn<.*>Miễn</s);
  assert.match(body, /Tính toán<\/th><td[^>]*>Cần cố gắng, sau bổ sung: Đạt</);
  // No page of the other form.
  assert.doesNotMatch(body, /Kết quả rèn luyện|Học kì I|GV /);
  assert.match(body, /HỢP LỆ/);
  assert.match(body, /Sổ đăng ký chứng tỏ học bạ đã có trước/);
});

test('a centre for continuing education has learners and a director of its own', async () => {
  const { body } = await post('/tra-cuu', { code: portalCodes.continuing, birthDate: born });
  assert.match(body, /Học bạ giáo dục thường xuyên/);
  assert.match(body, /Mã học viên/);
  assert.match(body, /Phê duyệt của giám đốc/);
  assert.match(body, /KT\. GIÁM ĐỐC/);
  assert.match(body, /Phó giám đốc: <strong>/);
  assert.match(body, /HỢP LỆ/);
  assert.match(body, /Học viên Giỏi/);
  assert.match(body, /43\/2021\/TT-BGDĐT/);
  const topics = [...body.matchAll(/Chuyên đề học tập<\/th>.*?<\/tr>/gs)].map(([row]) => row);
  assert.equal(topics.length, 3);
  assert.match(topics[0] ?? '', />8,0<.*>8,5<.*Đã tính vào điểm môn học/s);
  assert.match(topics[2] ?? '', />—<.*>6,5</s);
});

test('a year extracted from paper is shown as the book has it, and says so', async () => {
  const { statusCode, body } = await post('/tra-cuu', {
    code: portalCodes.extracted,
    birthDate: '08/03/2009',
  });
  assert.equal(statusCode, 200);
  const order = [
    'Trích lục từ học bạ giấy',
    'hệ thống không tính lại',
    '0042/THCS',
    'Trường THCS Mẫu Số 9, huyện Cũ, Tỉnh Hải Dương',
    'Phạm Thị Xưa',
    'Đỗ Văn Trước',
    '28/05/2021',
    'Nguyễn Thị Văn Thư',
    '20/05/2026',
    'Hạnh kiểm, học lực',
    'Điểm trung bình các môn',
    'Được lên lớp',
    'Giải Khuyến khích',
    '58/2011/TT-BGDĐT, sửa đổi, bổ sung bởi 26/2020/TT-BGDĐT',
  ];
  let at = 0;
  for (const words of order) {
    const found = body.indexOf(words, at);
    assert.ok(found >= at, `${words} does not follow`);
    at = found;
  }
  const english = /<th[^>]*>Tiếng Anh<\/th>.*?<\/tr>/s.exec(body)?.[0] ?? '';
  assert.match(english, />4,6<.*>4,9<.*>4,8<.*>5,5<.*GV Nguyễn Thị Tiếng Anh/s);
  assert.match(body, /Cả năm<\/th><td[^>]*>6,4<\/td><td[^>]*>Trung bình<\/td><td[^>]*>Kém</);
  // Nothing of the newer form, and no slot that nobody signs.
  assert.doesNotMatch(body, /Kết quả rèn luyện|chưa có chữ ký hợp lệ|Giáo viên chủ nhiệm<\/dt>/);
  assert.match(body, /HỢP LỆ/);
});
