import { performance } from 'node:perf_hooks';

/** Upper bounds of the histogram's buckets, in seconds. */
const BOUNDS = [0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10];

export interface Gauge {
  readonly name: string;
  readonly help: string;
  /** One of both. */
  readonly value?: number;
  /** `labels`: as they stand in the text, `plugin="a"`. */
  readonly samples?: readonly { readonly labels: string; readonly value: number }[];
}

export interface Metrics {
  /**
   * Counts one answered request. `route` is a pattern such as `/api/records/:entity`, never a path: its values are few.
   */
  observe(method: string, route: string, status: number, milliseconds: number): void;
  /** Everything in Prometheus' text format 0.0.4, with `gauges` from other parts of the server. */
  render(gauges: readonly Gauge[]): string;
}

interface Series {
  readonly labels: string;
  readonly buckets: number[];
  count: number;
  sum: number;
}

/**
 * Counts requests and tells about the process. Written by hand because observing must cost well under a microsecond on
 * the path of every record, and because a registry of its own per server leaves nothing behind in the process.
 */
export function createMetrics(): Metrics {
  const series = new Map<string, Series>();
  const started = Date.now() / 1000 - process.uptime();
  const seriesOf = (method: string, route: string, status: number): Series => {
    const key = `${method} ${status} ${route}`;
    const known = series.get(key);
    if (known) return known;
    const labels = `method="${method}",route="${route}",status="${status}"`;
    const created: Series = { labels, buckets: BOUNDS.map(() => 0), count: 0, sum: 0 };
    series.set(key, created);
    return created;
  };
  return {
    observe(method, route, status, milliseconds) {
      const entry = seriesOf(method, route, status);
      const seconds = milliseconds / 1000;
      entry.count += 1;
      entry.sum += seconds;
      const bucket = BOUNDS.findIndex((bound) => seconds <= bound);
      if (bucket >= 0) entry.buckets[bucket] = (entry.buckets[bucket] ?? 0) + 1;
    },
    render(gauges) {
      return [
        ...[...gauges, ...processGauges(started)].flatMap(renderGauge),
        '# HELP kiln_http_request_duration_seconds Time from the request to its answer.',
        '# TYPE kiln_http_request_duration_seconds histogram',
        ...[...series.values()].flatMap(renderSeries),
        '',
      ].join('\n');
    },
  };
}

function renderSeries({ labels, buckets, count, sum }: Series): string[] {
  const name = 'kiln_http_request_duration_seconds';
  let below = 0;
  const lines = BOUNDS.map((bound, index) => {
    below += buckets[index] ?? 0;
    return `${name}_bucket{${labels},le="${bound}"} ${below}`;
  });
  return [
    ...lines,
    `${name}_bucket{${labels},le="+Inf"} ${count}`,
    `${name}_sum{${labels}} ${sum}`,
    `${name}_count{${labels}} ${count}`,
  ];
}

function renderGauge({ name, help, value, samples = [] }: Gauge): string[] {
  const type = name.endsWith('_total') ? 'counter' : 'gauge';
  const lines = samples.map((each) => `${name}{${each.labels}} ${each.value}`);
  if (value === undefined && lines.length === 0) return [];
  return [`# HELP ${name} ${help}`, `# TYPE ${name} ${type}`, ...(value === undefined ? lines : [`${name} ${value}`])];
}

function processGauges(started: number): Gauge[] {
  const cpu = process.cpuUsage();
  const memory = process.memoryUsage();
  return [
    {
      name: 'process_cpu_seconds_total',
      help: 'User and system CPU time.',
      value: (cpu.user + cpu.system) / 1_000_000,
    },
    { name: 'process_resident_memory_bytes', help: 'Resident memory.', value: memory.rss },
    { name: 'nodejs_heap_size_used_bytes', help: 'JavaScript heap in use.', value: memory.heapUsed },
    { name: 'nodejs_external_memory_bytes', help: 'Memory outside the heap.', value: memory.external },
    {
      name: 'nodejs_eventloop_utilization',
      help: 'Share of time since the start in which the event loop was busy.',
      value: performance.eventLoopUtilization().utilization,
    },
    { name: 'process_start_time_seconds', help: 'Start of the process, Unix time.', value: started },
  ];
}
