import type { Workspace } from '../workspace/types.ts';
import type { Gauge } from './createMetrics.ts';

/** What the plugins of this process did since it began. */
export function pluginGauges({ sandbox }: Pick<Workspace, 'sandbox'>): Gauge[] {
  const plugins = sandbox.stats();
  const each = (value: (plugin: (typeof plugins)[number]) => number) =>
    plugins.map((plugin) => ({ labels: `plugin="${plugin.plugin}"`, value: value(plugin) }));
  const { running, spare, deaths, rssBytes } = sandbox.processes();
  return [
    gauge('kiln_sandbox_processes', 'Processes that run plugins.', running),
    gauge('kiln_sandbox_spare_processes', 'Processes that wait to take the place of one.', spare),
    gauge('kiln_sandbox_deaths_total', 'Processes of plugins that died or were stopped.', deaths),
    gauge('kiln_sandbox_resident_memory_bytes', 'Memory of the processes of plugins.', rssBytes),
    samples(
      'kiln_plugin_calls_total',
      'Calls of a plugin.',
      each(({ calls }) => calls),
    ),
    samples(
      'kiln_plugin_errors_total',
      'Calls of a plugin that failed.',
      each(({ errors }) => errors),
    ),
    samples(
      'kiln_plugin_running',
      'Calls under way.',
      each(({ running: now }) => now),
    ),
    samples(
      'kiln_plugin_queued',
      'Calls that wait for their turn.',
      each(({ queued }) => queued),
    ),
    samples(
      'kiln_plugin_cpu_seconds_total',
      'Computing time.',
      each(({ cpuMs }) => cpuMs / 1_000),
    ),
    samples(
      'kiln_plugin_memory_bytes',
      'Memory of its isolate.',
      each(({ memoryBytes }) => memoryBytes),
    ),
    samples(
      'kiln_plugin_host_calls_total',
      'What it asked Kiln for.',
      each(({ hostCalls }) => hostCalls),
    ),
    samples(
      'kiln_plugin_p95_milliseconds',
      'Of the last 1,000 calls.',
      each(({ p95 }) => p95),
    ),
    samples(
      'kiln_plugin_breaker_open',
      '1 while no call is let through.',
      each(({ breaker }) => (breaker.state === 'closed' ? 0 : 1)),
    ),
  ];
}

function gauge(name: string, help: string, value: number): Gauge {
  return { name, help, value };
}

function samples(name: string, help: string, of: readonly { labels: string; value: number }[]): Gauge {
  return { name, help, samples: of };
}
