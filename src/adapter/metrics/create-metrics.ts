import { Counter, collectDefaultMetrics, Gauge, Histogram, Registry } from 'prom-client';

/** What the program told its log; the figures are made of the same entries, so that log and figures agree. */
export interface ObservedEntry {
  readonly level: 'info' | 'error';
  readonly event: string;
  readonly facts: Readonly<Record<string, string | number>>;
}

/** The state of a register's work as its database has it; read when somebody asks for the figures. */
export interface RegisterLoad {
  /** Packages received and not answered. */
  readonly waiting: number;
  /** Seconds since the oldest of them was received; 0 when none waits. */
  readonly oldestWaitingSeconds: number;
  /** Leaves of the log. */
  readonly logSize: number;
  /** Connections of the pool, and requests that wait for one. */
  readonly connections: number;
  readonly connectionsWanted: number;
}

export interface Metrics {
  /** The media type of `text`. */
  readonly contentType: string;
  observe(entry: ObservedEntry): void;
  /** The figures now, in Prometheus' text form. Without a load (database away) the rest is still told. */
  text(): Promise<string>;
}

const requestSeconds = [0.005, 0.01, 0.02, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10, 30];
const packageSeconds = [0.1, 0.25, 0.5, 1, 2.5, 5, 10, 30, 60, 120, 300];
const results = ['registered', 'already', 'refused'] as const;

/** Figures of one role. Labels hold routes and codes only: no address, no look-up code, no school, no person. */
export function createMetrics(
  role: string,
  load: (() => Promise<RegisterLoad>) | null = null,
): Metrics {
  const registry = new Registry();
  const registers = [registry];
  registry.setDefaultLabels({ role });
  collectDefaultMetrics({ register: registry });
  const requests = new Histogram({
    name: 'hocba_http_request_seconds',
    help: 'Time from a request to the end of its answer',
    labelNames: ['method', 'route', 'status'],
    buckets: requestSeconds,
    registers,
  });
  const packages = new Histogram({
    name: 'hocba_package_seconds',
    help: 'Time from taking up a package to its signed answer',
    buckets: packageSeconds,
    registers,
  });
  const records = new Counter({
    name: 'hocba_records_total',
    help: 'Records of answered packages, by what became of them',
    labelNames: ['result'],
    registers,
  });
  const errors = new Counter({
    name: 'hocba_errors_total',
    help: 'Errors told to the log, by event',
    labelNames: ['event'],
    registers,
  });
  for (const result of results) records.inc({ result }, 0);
  const refresh = load === null ? undefined : loadGauges(registers, load);
  return {
    contentType: registry.contentType,
    observe({ level, event, facts }) {
      if (level === 'error') errors.inc({ event });
      const seconds = Number(facts['ms'] ?? 0) / 1000;
      if (event === 'request') {
        const { method = '', route = '', status = '' } = facts;
        requests.observe({ method, route: route === '' ? 'none' : route, status }, seconds);
      }
      if (event === 'package-answered') {
        packages.observe(seconds);
        for (const result of results) records.inc({ result }, Number(facts[result] ?? 0));
      }
    },
    async text() {
      await refresh?.();
      return registry.metrics();
    },
  };
}

const gauges: readonly (readonly [keyof RegisterLoad, name: string, help: string])[] = [
  ['waiting', 'hocba_packages_waiting', 'Packages received and not answered'],
  ['oldestWaitingSeconds', 'hocba_package_oldest_seconds', 'Age of the oldest package that waits'],
  ['logSize', 'hocba_log_leaves', 'Leaves of the log'],
  ['connections', 'hocba_database_connections', 'Connections of the pool'],
  ['connectionsWanted', 'hocba_database_waiting', 'Requests that wait for a connection'],
];

/** One look at the database for all gauges; when it fails, `hocba_database_up` says so and their values are gone. */
function loadGauges(registers: Registry[], load: () => Promise<RegisterLoad>): () => Promise<void> {
  const up = new Gauge({
    name: 'hocba_database_up',
    help: '1 when the database answered this very request',
    registers,
  });
  const own = gauges.map(
    ([key, name, help]) => [key, new Gauge({ name, help, registers })] as const,
  );
  return async () => {
    const answer = await load().catch(() => undefined);
    up.set(answer === undefined ? 0 : 1);
    for (const [key, gauge] of own) {
      if (answer === undefined) gauge.remove();
      else gauge.set(answer[key]);
    }
  };
}
