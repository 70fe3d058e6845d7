import { Link } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import type { PluginSource, PluginSummary, PluginWay } from '../../api/plugins.ts';
import { Button } from '../../ui/Button.tsx';
import { EntityIcon } from '../../ui/EntityIcon.tsx';
import { isNewer } from './isNewer.ts';
import styles from './PluginsPage.module.css';
import { StateChip } from './StateChip.tsx';

interface PluginCardProps {
  readonly plugin: PluginSummary;
  readonly onAsk: (way: PluginWay, source: PluginSource) => void;
}

/** A plugin in the gallery: what it is for, how it is doing, and the next thing to do with it. */
export function PluginCard({ plugin, onAsk }: PluginCardProps) {
  const { t } = useTranslation();
  const { id, title, description, icon, version, available, state, reason } = plugin;
  const isUpgrade = version !== undefined && available !== undefined && isNewer(available, version);
  return (
    <li className={styles.card}>
      <div className={styles.top}>
        <span className={styles.icon}>
          <EntityIcon name={icon ?? 'plug'} size={18} />
        </span>
        <div className={styles.words}>
          <h3 className={styles.name}>
            {version === undefined ? (
              title
            ) : (
              <Link to="/studio/plugins/$id" params={{ id }}>
                {title}
              </Link>
            )}
          </h3>
          <span className={styles.version}>
            {id} · {version ?? available}
          </span>
        </div>
        {version === undefined ? null : <StateChip plugin={plugin} />}
      </div>
      {description ? <p className={styles.description}>{description}</p> : null}
      {reason && (state === 'broken' || version === undefined) ? <p className={styles.reason}>{reason}</p> : null}
      <div className={styles.foot}>
        {isUpgrade ? (
          <Button onClick={() => onAsk({ way: 'upgrade', plugin: id }, { id })}>
            {t('plugins.upgradeTo', { version: available })}
          </Button>
        ) : null}
        {version === undefined ? (
          <Button
            look="main"
            disabled={reason !== undefined}
            aria-label={t('plugins.installNamed', { title })}
            onClick={() => onAsk({ way: 'install' }, { id })}
          >
            {t('plugins.install')}
          </Button>
        ) : (
          <span className={styles.version}>{t('plugins.calls', { count: plugin.calls })}</span>
        )}
      </div>
    </li>
  );
}
