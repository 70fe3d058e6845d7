import { Globe, PackagePlus, Plug, Upload } from 'lucide-react';
import { type DragEvent, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { ApiError } from '../../api/ApiError.ts';
import type { PluginSource, PluginSummary, PluginWay } from '../../api/plugins.ts';
import { useModel } from '../../app/ModelContext.tsx';
import { mayUse } from '../../store/rights.ts';
import { Button } from '../../ui/Button.tsx';
import { ErrorNotice } from '../../ui/ErrorNotice.tsx';
import { ErrorPage } from '../../ui/ErrorPage.tsx';
import { Notice } from '../../ui/Notice.tsx';
import { PageHeader } from '../../ui/PageHeader.tsx';
import page from '../../ui/SettingsPage.module.css';
import { Bone } from '../../ui/Skeleton.tsx';
import { PluginCard } from './PluginCard.tsx';
import { PluginReview } from './PluginReview.tsx';
import styles from './PluginsPage.module.css';
import { SandboxNotice } from './SandboxNotice.tsx';
import { usePluginList } from './usePlugins.ts';

interface Asked {
  readonly way: PluginWay;
  readonly source: PluginSource;
}

/** The plugins that are here and those that could be. A package that is dropped on it is looked at. */
export function PluginsPage() {
  const { t } = useTranslation();
  const model = useModel();
  const { data, error, refetch } = usePluginList();
  const [asked, setAsked] = useState<Asked>();
  const [isOver, setOver] = useState(false);
  const picker = useRef<HTMLInputElement>(null);
  if (!mayUse(model, 'plugins')) return <ErrorPage error={new ApiError(403, 'KILN_FORBIDDEN', 'plugins')} />;
  const installed = data?.data.filter(({ version }) => version !== undefined) ?? [];
  const others = data?.data.filter(({ version }) => version === undefined) ?? [];

  const ask = (way: PluginWay, source: PluginSource) => setAsked({ way, source });
  function take(file: File | undefined) {
    if (file) ask({ way: 'install' }, { file });
  }

  function drop(event: DragEvent) {
    event.preventDefault();
    setOver(false);
    take(event.dataTransfer.files[0]);
  }
  return (
    // biome-ignore lint/a11y/noStaticElementInteractions: dropping a file is another way of choosing one, for which there is a button
    <div
      className={`${page.page} ${isOver ? styles.over : ''}`}
      onDragOver={(event) => {
        if (!event.dataTransfer.types.includes('Files')) return;
        event.preventDefault();
        setOver(true);
      }}
      onDragLeave={(event) => {
        if (event.currentTarget === event.target) setOver(false);
      }}
      onDrop={drop}
    >
      <PageHeader icon={<Plug size={16} aria-hidden />} title={t('plugins.title')}>
        <input
          ref={picker}
          type="file"
          hidden
          accept=".tgz,.tar.gz,application/gzip"
          aria-label={t('plugins.upload')}
          onChange={(event) => {
            take(event.target.files?.[0]);
            event.target.value = '';
          }}
        />
        <Button look="main" icon={<Upload size={14} aria-hidden />} onClick={() => picker.current?.click()}>
          {t('plugins.upload')}
        </Button>
      </PageHeader>
      <div className={page.body}>
        <div className={styles.content}>
          <p className={page.intro}>{t('plugins.intro')}</p>
          {data?.sandboxProblem === undefined ? null : <SandboxNotice reason={data.sandboxProblem} />}
          {data?.isNetworkOpen ? (
            <p className={styles.quiet}>
              <Globe size={14} aria-hidden />
              {t('plugins.networkOpen')}
            </p>
          ) : null}
          {error && !data ? <ErrorNotice error={error} onRetry={refetch} /> : null}
          {data || error ? null : (
            <div className={styles.grid}>
              {['1', '2', '3'].map((key) => (
                <Bone key={key} height="132px" />
              ))}
            </div>
          )}
          {data && data.data.length === 0 ? (
            <Notice
              icon={<PackagePlus size={20} aria-hidden />}
              title={t('plugins.empty')}
              text={t('plugins.emptyText')}
            />
          ) : null}
          <PluginGrid id="plugins-installed" title={t('plugins.installed')} plugins={installed} onAsk={ask} />
          <PluginGrid id="plugins-available" title={t('plugins.available')} plugins={others} onAsk={ask} />
          {isOver ? (
            <div className={styles.drop} aria-hidden>
              <Upload size={22} />
              {t('plugins.drop')}
            </div>
          ) : null}
        </div>
      </div>
      {asked ? <PluginReview way={asked.way} source={asked.source} onClose={() => setAsked(undefined)} /> : null}
    </div>
  );
}

interface PluginGridProps {
  readonly id: string;
  readonly title: string;
  readonly plugins: readonly PluginSummary[];
  readonly onAsk: (way: PluginWay, source: PluginSource) => void;
}

function PluginGrid({ id, title, plugins, onAsk }: PluginGridProps) {
  if (plugins.length === 0) return null;
  return (
    <section aria-labelledby={id}>
      <h2 id={id} className={styles.heading}>
        {title}
      </h2>
      <ul className={styles.grid}>
        {plugins.map((plugin) => (
          <PluginCard key={plugin.id} plugin={plugin} onAsk={onAsk} />
        ))}
      </ul>
    </section>
  );
}
