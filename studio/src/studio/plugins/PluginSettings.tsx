import { useMutation } from '@tanstack/react-query';
import { Suspense, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { configurePlugin, type Isolation, type PluginDetails } from '../../api/plugins.ts';
import { lazyWithAntd } from '../../app/lazyWithAntd.tsx';
import { errorText } from '../../lib/errorText.ts';
import { Button } from '../../ui/Button.tsx';
import dialog from '../../ui/DialogContent.module.css';
import { OptionChip } from '../../ui/OptionChip.tsx';
import { Segmented } from '../../ui/Segmented.tsx';
import { Bone } from '../../ui/Skeleton.tsx';
import { useToasts } from '../../ui/toasts/ToastsContext.tsx';
import styles from './PluginPage.module.css';
import { useRefreshPlugins } from './usePlugins.ts';

const ConfigForm = lazyWithAntd(async () => (await import('./ConfigForm.tsx')).ConfigForm);

/** What a plugin wants to know: settings in a form made of its schema, and secrets, which are never shown. */
export function PluginSettings({ plugin }: { readonly plugin: PluginDetails }) {
  const { t } = useTranslation();
  const { config, secrets } = plugin;
  return (
    <div className={styles.sections}>
      {!config.schema && secrets.length === 0 ? <p className={styles.text}>{t('plugins.noSettings')}</p> : null}
      {config.schema ? (
        <section aria-label={t('plugins.settings')}>
          <h2 className={styles.heading}>{t('plugins.settings')}</h2>
          <Suspense fallback={<Bone height="120px" />}>
            <ConfigForm plugin={plugin} schema={config.schema} />
          </Suspense>
        </section>
      ) : null}
      {secrets.length > 0 ? (
        <section aria-label={t('plugins.secrets')}>
          <h2 className={styles.heading}>{t('plugins.secrets')}</h2>
          <p className={styles.text}>{t('plugins.secretsText')}</p>
          <div className={styles.boxed}>
            {secrets.map(({ name, isSet }) => (
              <SecretRow key={name} plugin={plugin.id} name={name} isSet={isSet} />
            ))}
          </div>
        </section>
      ) : null}
      <ProcessChoice plugin={plugin} />
    </div>
  );
}

/** Where its code runs. */
function ProcessChoice({ plugin: { id, isolation } }: { readonly plugin: PluginDetails }) {
  const { t } = useTranslation();
  const toasts = useToasts();
  const refresh = useRefreshPlugins();
  const change = useMutation({
    mutationFn: (chosen: Isolation) => configurePlugin(id, { isolation: chosen }),
    onSuccess: () => toasts.success(t('plugins.processChanged')),
    onError: (error) => toasts.error(errorText(t, error)),
    onSettled: refresh,
  });
  return (
    <section aria-label={t('plugins.limit.process')}>
      <h2 className={styles.heading}>{t('plugins.limit.process')}</h2>
      <p className={styles.text}>{t('plugins.processText')}</p>
      <div className={styles.choice}>
        <Segmented
          label={t('plugins.limit.process')}
          hideLabel
          value={change.isPending ? change.variables : isolation}
          options={[
            { value: 'shared', title: t('plugins.sharedProcess') },
            { value: 'own', title: t('plugins.ownProcess') },
          ]}
          onChange={(chosen) => change.mutate(chosen)}
        />
      </div>
    </section>
  );
}

interface SecretRowProps {
  readonly plugin: string;
  readonly name: string;
  readonly isSet: boolean;
}

function SecretRow({ plugin, name, isSet }: SecretRowProps) {
  const { t } = useTranslation();
  const toasts = useToasts();
  const refresh = useRefreshPlugins();
  const [text, setText] = useState('');
  const [isBusy, setBusy] = useState(false);

  async function save(secret: string | null) {
    setBusy(true);
    try {
      await configurePlugin(plugin, { secrets: { [name]: secret } });
      setText('');
      toasts.success(secret === null ? t('plugins.secretForgotten', { name }) : t('plugins.secretSaved', { name }));
      await refresh();
    } catch (error) {
      toasts.error(errorText(t, error));
    } finally {
      setBusy(false);
    }
  }

  return (
    <form
      className={styles.row}
      onSubmit={(event) => {
        event.preventDefault();
        if (text !== '') save(text);
      }}
    >
      <label className={styles.rowName} htmlFor={`secret-${name}`}>
        {name}
      </label>
      <OptionChip title={isSet ? t('plugins.isSet') : t('plugins.isNotSet')} color={isSet ? 'green' : 'gold'} />
      <input
        id={`secret-${name}`}
        className={`${dialog.input} ${styles.secret}`}
        type="password"
        autoComplete="new-password"
        value={text}
        placeholder={isSet ? t('plugins.replaceSecret') : t('plugins.enterSecret')}
        onChange={(event) => setText(event.target.value)}
      />
      <Button type="submit" disabled={text === '' || isBusy}>
        {t('action.save')}
      </Button>
      {isSet ? (
        <Button
          look="quiet"
          disabled={isBusy}
          aria-label={t('plugins.forgetSecret', { name })}
          onClick={() => save(null)}
        >
          {t('action.remove')}
        </Button>
      ) : null}
    </form>
  );
}
