import { useTranslation } from 'react-i18next';
import type { PluginDetails } from '../../api/plugins.ts';
import { CapabilityList } from './CapabilityList.tsx';
import { DefinitionNames } from './DefinitionNames.tsx';
import { LimitList } from './LimitList.tsx';
import styles from './PluginPage.module.css';

/** What a plugin is for, what it may do, what it brought. */
export function PluginOverview({ plugin }: { readonly plugin: PluginDetails }) {
  const { t } = useTranslation();
  const { id, version, description, author, homepage, capabilities, limits, isolation, definitions, neededBy } = plugin;
  const voucher = plugin.signature === 'none' && plugin.source === 'folder' ? 'folder' : plugin.signature;
  const own = definitions.filter(({ isPatch }) => !isPatch);
  const patches = definitions.filter(({ isPatch }) => isPatch);
  return (
    <div className={styles.sections}>
      <section aria-label={t('plugins.about')}>
        {description ? <p className={styles.text}>{description}</p> : null}
        <dl className={styles.facts}>
          <div>
            <dt>{t('plugins.id')}</dt>
            <dd>{id}</dd>
          </div>
          <div>
            <dt>{t('plugins.version')}</dt>
            <dd>{version}</dd>
          </div>
          {author ? (
            <div>
              <dt>{t('plugins.author')}</dt>
              <dd>{author}</dd>
            </div>
          ) : null}
          {homepage ? (
            <div>
              <dt>{t('plugins.homepage')}</dt>
              <dd>
                <a href={homepage} target="_blank" rel="noopener noreferrer">
                  {homepage.replace('https://', '')}
                </a>
              </dd>
            </div>
          ) : null}
          <div>
            <dt>{t('plugins.signed')}</dt>
            <dd>{t(`plugins.signedAs.${voucher}`)}</dd>
          </div>
          {neededBy.length > 0 ? (
            <div>
              <dt>{t('plugins.neededBy')}</dt>
              <dd>{neededBy.join(t('plugins.comma'))}</dd>
            </div>
          ) : null}
        </dl>
      </section>
      <section aria-label={t('plugins.mayTitle')}>
        <h2 className={styles.heading}>{t('plugins.mayTitle')}</h2>
        <div className={styles.boxed}>
          <CapabilityList capabilities={capabilities} />
        </div>
      </section>
      <section aria-label={t('plugins.limits')}>
        <h2 className={styles.heading}>{t('plugins.limits')}</h2>
        <LimitList limits={limits} isolation={isolation} />
      </section>
      <section aria-label={t('plugins.brings')}>
        <h2 className={styles.heading}>{t('plugins.brings')}</h2>
        <DefinitionNames title={t('plugins.added')} definitions={own} />
        <DefinitionNames title={t('plugins.patched')} definitions={patches} />
        {definitions.length === 0 ? <p className={styles.text}>{t('plugins.bringsNothing')}</p> : null}
      </section>
    </div>
  );
}
