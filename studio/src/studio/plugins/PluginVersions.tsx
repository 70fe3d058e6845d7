import { Upload } from 'lucide-react';
import { useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { PluginDetails, PluginSource, PluginWay } from '../../api/plugins.ts';
import { useFormat } from '../../fields/shared/useFormat.ts';
import { Button } from '../../ui/Button.tsx';
import { OptionChip } from '../../ui/OptionChip.tsx';
import { compareVersions, isNewer } from './isNewer.ts';
import styles from './PluginPage.module.css';
import { PluginReview } from './PluginReview.tsx';
import { usePluginList } from './usePlugins.ts';

interface Asked {
  readonly way: PluginWay;
  readonly source: PluginSource;
}

/** The versions that were here, and the ways to another one. */
export function PluginVersions({ plugin }: { readonly plugin: PluginDetails }) {
  const { t } = useTranslation();
  const format = useFormat();
  const { data: list } = usePluginList();
  const [asked, setAsked] = useState<Asked>();
  const picker = useRef<HTMLInputElement>(null);
  const { id, version = '', versions } = plugin;
  // What is in the folder stands in the list alone.
  const available = list?.data.find((each) => each.id === id)?.available;
  const others = versions.toSorted((a, b) => compareVersions(b.version, a.version));
  const way = (to: string): PluginWay => ({ way: isNewer(version, to) ? 'downgrade' : 'upgrade', plugin: id });
  return (
    <div className={styles.sections}>
      <section aria-label={t('plugins.versions')}>
        <p className={styles.text}>{t('plugins.versionsText')}</p>
        <div className={styles.boxed}>
          {available !== undefined && isNewer(available, version) ? (
            <div className={styles.row}>
              <div className={styles.rowWords}>
                <div className={styles.rowName}>{available}</div>
                <div className={styles.rowAbout}>{t('plugins.inFolder')}</div>
              </div>
              <Button look="main" onClick={() => setAsked({ way: { way: 'upgrade', plugin: id }, source: { id } })}>
                {t('plugins.upgradeTo', { version: available })}
              </Button>
            </div>
          ) : null}
          {others.map((each) => (
            <div key={`${each.version} ${each.installedAt}`} className={styles.row}>
              <div className={styles.rowWords}>
                <div className={styles.rowName}>{each.version}</div>
                <div className={styles.rowAbout}>
                  {t('plugins.installedOn', { when: format.dateTime(each.installedAt) })} ·{' '}
                  {t(`plugins.signedAs.${each.signature}`)}
                </div>
              </div>
              {each.isCurrent ? (
                <OptionChip title={t('plugins.current')} color="green" />
              ) : (
                <Button onClick={() => setAsked({ way: way(each.version), source: { version: each.version } })}>
                  {isNewer(version, each.version)
                    ? t('plugins.downgradeTo', { version: each.version })
                    : t('plugins.upgradeTo', { version: each.version })}
                </Button>
              )}
            </div>
          ))}
        </div>
        <div className={styles.foot}>
          <input
            ref={picker}
            type="file"
            hidden
            accept=".tgz,.tar.gz,application/gzip"
            aria-label={t('plugins.upload')}
            onChange={(event) => {
              const [file] = event.target.files ?? [];
              event.target.value = '';
              if (file) setAsked({ way: { way: 'upgrade', plugin: id }, source: { file } });
            }}
          />
          <Button icon={<Upload size={14} aria-hidden />} onClick={() => picker.current?.click()}>
            {t('plugins.uploadVersion')}
          </Button>
        </div>
      </section>
      {asked ? <PluginReview way={asked.way} source={asked.source} onClose={() => setAsked(undefined)} /> : null}
    </div>
  );
}
