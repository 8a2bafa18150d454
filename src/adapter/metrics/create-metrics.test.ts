import assert from 'node:assert/strict';
import { test } from 'node:test';
import { createMetrics, type RegisterLoad } from './create-metrics.ts';

const idle: RegisterLoad = {
  waiting: 0,
  oldestWaitingSeconds: 0,
  logSize: 12,
  connections: 3,
  connectionsWanted: 0,
};

const figure = (text: string, line: string): string | undefined =>
  text
    .split('\n')
    .find((one) => one.startsWith(`${line} `))
    ?.slice(line.length + 1);

test('answered packages count their records by what became of them', async () => {
  const metrics = createMetrics('province');
  const facts = { ms: 300, registered: 38, already: 1, refused: 1 };
  metrics.observe({ level: 'info', event: 'package-answered', facts });
  metrics.observe({ level: 'info', event: 'package-answered', facts });
  const text = await metrics.text();
  const record = (result: string) =>
    figure(text, `hocba_records_total{result="${result}",role="province"}`);
  assert.deepEqual(['registered', 'already', 'refused'].map(record), ['76', '2', '2']);
  assert.equal(figure(text, 'hocba_package_seconds_count{role="province"}'), '2');
  assert.equal(figure(text, 'hocba_package_seconds_bucket{le="0.25",role="province"}'), '0');
  assert.equal(figure(text, 'hocba_package_seconds_bucket{le="0.5",role="province"}'), '2');
});

test('requests are told by route and status, errors by event', async () => {
  const metrics = createMetrics('province');
  const facts = { method: 'GET', route: '/v1/records/:code', status: 200, ms: 7 };
  metrics.observe({ level: 'info', event: 'request', facts });
  metrics.observe({ level: 'info', event: 'request', facts: { ...facts, route: '', status: 404 } });
  metrics.observe({ level: 'error', event: 'worker-failed', facts: {} });
  const text = await metrics.text();
  const labels = 'le="0.01",role="province",method="GET",route="/v1/records/:code",status="200"';
  assert.equal(figure(text, `hocba_http_request_seconds_bucket{${labels}}`), '1');
  assert.match(text, /hocba_http_request_seconds_count\{[^}]*route="none",status="404"[^}]*\} 1/);
  assert.match(text, /hocba_errors_total\{event="worker-failed",role="province"\} 1/);
});

test('the database is asked at each scrape; when it is away, old figures are not told as new', async () => {
  let load: RegisterLoad | undefined = { ...idle, waiting: 4, oldestWaitingSeconds: 90 };
  const metrics = createMetrics('province', async () => {
    if (load === undefined) throw new Error('away');
    return load;
  });
  const waiting = 'hocba_packages_waiting{role="province"}';
  const up = 'hocba_database_up{role="province"}';
  const first = await metrics.text();
  assert.equal(figure(first, waiting), '4');
  assert.equal(figure(first, 'hocba_package_oldest_seconds{role="province"}'), '90');
  assert.equal(figure(first, up), '1');
  load = undefined;
  const second = await metrics.text();
  assert.equal(figure(second, waiting), undefined);
  assert.equal(figure(second, up), '0');
  load = idle;
  assert.equal(figure(await metrics.text(), waiting), '0');
});
