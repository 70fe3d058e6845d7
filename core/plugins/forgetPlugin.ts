import type { Tx } from '../db/types.ts';

/** Removes everything that a plugin keeps, planned or is still to be told. In the transaction of its removal. */
export async function forgetPlugin(tx: Tx, plugin: string): Promise<void> {
  const values = [plugin];
  for (const table of ['plugin_kv', 'plugin_secret', 'plugin_config', 'plugin_log', 'plugin_minute']) {
    await tx.query({ text: `delete from kiln.${table} where plugin = $1`, values });
  }
  await tx.query({
    text: `with gone as (delete from kiln.plugin_schedule where plugin = $1 returning id)
      select kiln_queue.remove_job('plugin schedule ' || id) from gone`,
    values,
  });
  await tx.query({
    text: `with gone as (delete from kiln.record_event where subscriber = $1 returning handler, record)
      select kiln_queue.remove_job('event ' || $1 || ' ' || handler || ' ' || record) from (select distinct * from gone) as g`,
    values,
  });
  await tx.query({
    text: `delete from kiln.queue_cron where starts_with(name, 'plugin ' || $1 || ' ')`,
    values,
  });
}
