import { useMutation, useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { pluginKeys } from '../../api/keys.ts';
import { type PluginDetails, type Traces, type Uninstall, uninstallPlugin } from '../../api/plugins.ts';
import { useFormat } from '../../fields/shared/useFormat.ts';
import { Button } from '../../ui/Button.tsx';
import { Dialog } from '../../ui/Dialog.tsx';
import dialog from '../../ui/DialogContent.module.css';
import { Bone } from '../../ui/Skeleton.tsx';
import { ChangeProblem } from '../review/ChangeProblem.tsx';
import { PlanView } from '../review/PlanView.tsx';
import styles from './UninstallDialog.module.css';
import { useRefreshPlugins } from './usePlugins.ts';

interface UninstallDialogProps {
  readonly plugin: PluginDetails;
  readonly onClose: () => void;
  /** The report was read. */
  readonly onGone: () => void;
}

type Data = 'keep' | 'park';

/** What becomes of a plugin's data, what goes with it, and afterwards the proof that nothing is left. */
export function UninstallDialog({ plugin, onClose, onGone }: UninstallDialogProps) {
  const { t } = useTranslation();
  const refresh = useRefreshPlugins();
  const [data, setData] = useState<Data>('keep');
  const [report, setReport] = useState<Uninstall>();
  const { id, title } = plugin;
  const check = useQuery({
    queryKey: pluginKeys.uninstall(id, data),
    queryFn: () => uninstallPlugin(id, data, true),
    retry: false,
    gcTime: 0,
    enabled: report === undefined,
  });
  const remove = useMutation({ mutationFn: () => uninstallPlugin(id, data, false), onSuccess: setReport });
  const problem = remove.error ?? check.error;

  function leave() {
    if (!report) return onClose();
    onGone();
    refresh();
  }

  if (report) {
    return (
      <Dialog look="sheet" label={t('plugins.gone', { title })} onClose={leave}>
        <div className={dialog.form}>
          <h2 className={dialog.title}>{t('plugins.gone', { title })}</h2>
          <div className={`${dialog.body} ${dialog.stack}`}>
            <TraceList title={t('plugins.removed')} traces={report.removed} />
            {Object.keys(report.left).length === 0 ? (
              <p role="status" className={styles.proof}>
                {t('plugins.nothingLeft')}
              </p>
            ) : (
              <TraceList title={t('plugins.left')} traces={report.left} />
            )}
          </div>
          <div className={dialog.foot}>
            <Button look="main" onClick={leave}>
              {t('action.close')}
            </Button>
          </div>
        </div>
      </Dialog>
    );
  }
  return (
    <Dialog look="wide" label={t('plugins.uninstallTitle', { title })} onClose={onClose}>
      <div className={dialog.form}>
        <div>
          <h2 className={dialog.title}>{t('plugins.uninstallTitle', { title })}</h2>
          <p className={dialog.text}>{t('plugins.uninstallText')}</p>
        </div>
        <div className={`${dialog.body} ${dialog.stack}`}>
          <fieldset className={styles.choices}>
            <legend>{t('plugins.dataTitle')}</legend>
            {(['keep', 'park'] as const).map((each) => (
              <label key={each} className={styles.choice}>
                <input type="radio" name="data" checked={data === each} onChange={() => setData(each)} />
                <span>
                  <strong>{t(`plugins.data.${each}`)}</strong>
                  <span>{t(`plugins.dataText.${each}`)}</span>
                </span>
              </label>
            ))}
          </fieldset>
          {check.isPending ? <Bone height="80px" /> : null}
          {check.data ? (
            <>
              <TraceList title={t('plugins.willRemove')} traces={check.data.removed} />
              <PlanView plan={check.data.plan} />
            </>
          ) : null}
          <ChangeProblem error={problem} />
        </div>
        <div className={dialog.foot}>
          <Button onClick={onClose}>{t('action.cancel')}</Button>
          <Button
            look="danger"
            disabled={!check.data || remove.isPending}
            aria-busy={remove.isPending}
            onClick={() => remove.mutate()}
          >
            {t('plugins.uninstall')}
          </Button>
        </div>
      </div>
    </Dialog>
  );
}

const known = [
  ...(['definition', 'plugin_version', 'plugin_config', 'plugin_secret', 'plugin_kv', 'plugin_log'] as const),
  ...(['plugin_minute', 'plugin_schedule', 'plugin_event', 'queue_cron', 'record_event'] as const),
];

/** Rows by what they are. */
function TraceList({ title, traces }: { readonly title: string; readonly traces: Traces }) {
  const { t } = useTranslation();
  const format = useFormat();
  const rows = Object.entries(traces);
  if (rows.length === 0) return null;
  return (
    <div>
      <h3 className={styles.title}>{title}</h3>
      <dl className={styles.traces}>
        {rows.map(([table, count]) => {
          const name = known.find((each) => each === table);
          return (
            <div key={table}>
              <dt>{name ? t(`plugins.trace.${name}`) : table}</dt>
              <dd>{format.number(count)}</dd>
            </div>
          );
        })}
      </dl>
    </div>
  );
}
