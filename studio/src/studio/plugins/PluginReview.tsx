import { useMutation, useQuery } from '@tanstack/react-query';
import { useNavigate } from '@tanstack/react-router';
import { ShieldCheck, ShieldQuestionMark } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import { ApiError } from '../../api/ApiError.ts';
import { grantPlugin, type PluginChange, type PluginSource, type PluginWay } from '../../api/plugins.ts';
import { Button } from '../../ui/Button.tsx';
import { Dialog } from '../../ui/Dialog.tsx';
import dialog from '../../ui/DialogContent.module.css';
import { Bone } from '../../ui/Skeleton.tsx';
import { useToasts } from '../../ui/toasts/ToastsContext.tsx';
import { ChangeProblem } from '../review/ChangeProblem.tsx';
import { PlanView } from '../review/PlanView.tsx';
import review from '../review/ReviewPage.module.css';
import { CapabilityList } from './CapabilityList.tsx';
import { DefinitionNames } from './DefinitionNames.tsx';
import { LimitList } from './LimitList.tsx';
import styles from './PluginReview.module.css';
import { previewAnyWay } from './previewAnyWay.ts';
import { useRefreshPlugins } from './usePlugins.ts';

interface PluginReviewProps {
  readonly way: PluginWay;
  readonly source: PluginSource;
  readonly onClose: () => void;
}

/** What a version of a plugin may do and what it brings, before somebody agrees to it. */
export function PluginReview({ way, source, onClose }: PluginReviewProps) {
  const { t, i18n } = useTranslation();
  const navigate = useNavigate();
  const toasts = useToasts();
  const refresh = useRefreshPlugins();
  const check = useQuery({
    queryKey: [
      ...['plugins', 'review', i18n.language, way],
      'file' in source ? `${source.file.name} ${source.file.lastModified}` : source,
    ],
    queryFn: ({ signal }) => previewAnyWay(way, source, i18n.language, signal),
    retry: false,
    gcTime: 0,
    staleTime: Number.POSITIVE_INFINITY,
    refetchOnWindowFocus: false,
  });
  const shown = check.data?.change;
  // Of a package only the server knows whether it is new here, later or earlier.
  const found = check.data?.way ?? way;
  const grant = useMutation({
    mutationFn: () => grantPlugin(found, source, shown?.sha256 ?? ''),
    onSuccess: async (done) => {
      const { title, to: version, job } = done;
      toasts.success(job === undefined ? t(`plugins.done.${found.way}`, { title, version }) : t('studio.preparing'));
      onClose();
      await refresh();
      await navigate({ to: '/studio/plugins/$id', params: { id: done.plugin } });
    },
    onError: (error) => {
      // The package is another than the one that was looked at: here is what it is now.
      if (error instanceof ApiError && error.code === 'KILN_STALE') check.refetch();
    },
  });
  const problem = grant.error ?? check.error;
  const title = shown ? t(`plugins.ask.${found.way}`, { title: shown.title, version: shown.to }) : t('plugins.looking');
  return (
    <Dialog look="wide" label={title} onClose={onClose}>
      <div className={dialog.form}>
        <div>
          <h2 className={dialog.title}>{title}</h2>
          {shown?.description ? <p className={dialog.text}>{shown.description}</p> : null}
        </div>
        <div className={`${dialog.body} ${dialog.stack}`}>
          {check.isPending ? (
            <div role="status" aria-busy aria-label={t('plugins.looking')} className={dialog.stack}>
              <Bone height="28px" />
              <Bone height="120px" />
              <Bone height="80px" />
            </div>
          ) : null}
          {shown ? <Reviewed change={shown} /> : null}
          <ChangeProblem error={problem} />
        </div>
        <div className={dialog.foot}>
          <Button onClick={onClose}>{t('action.cancel')}</Button>
          <Button
            look="main"
            disabled={!shown || grant.isPending}
            aria-busy={grant.isPending}
            onClick={() => grant.mutate()}
          >
            {t(`plugins.grant.${found.way}`)}
          </Button>
        </div>
      </div>
    </Dialog>
  );
}

function Reviewed({ change }: { readonly change: PluginChange }) {
  const { t } = useTranslation();
  const { signature, origin, key, sha256, from, to, raised, capabilities } = change;
  const { definitions, migrations, limits, isolation, plan } = change;
  const voucher = signature === 'none' && origin === 'folder' ? 'folder' : signature;
  const Icon = voucher === 'valid' || voucher === 'folder' ? ShieldCheck : ShieldQuestionMark;
  return (
    <>
      <div className={styles.integrity} data-signature={voucher}>
        <Icon size={16} aria-hidden />
        <div>
          <p>{t(`plugins.signature.${voucher}`)}</p>
          <p className={styles.digest}>
            {key ? `${key} · ` : ''}SHA-256 {sha256.slice(0, 16)}…
          </p>
        </div>
        <span className={styles.versions}>{from === undefined ? to : `${from} → ${to}`}</span>
      </div>
      <section className={review.section} aria-label={t('plugins.mayTitle')}>
        <h3 className={styles.heading}>{t('plugins.mayTitle')}</h3>
        {from !== undefined && raised.length > 0 ? (
          <p className={styles.raised}>{t('plugins.raised', { count: raised.length })}</p>
        ) : null}
        <div className={review.boxed}>
          <CapabilityList capabilities={capabilities} raised={from === undefined ? [] : raised} />
        </div>
      </section>
      <section className={review.section} aria-label={t('plugins.brings')}>
        <h3 className={styles.heading}>{t('plugins.brings')}</h3>
        <DefinitionNames title={t('plugins.added')} definitions={definitions.added} />
        <DefinitionNames title={t('plugins.patched')} definitions={definitions.patched} />
        <DefinitionNames title={t('plugins.goes')} definitions={definitions.removed} />
        {definitions.added.length + definitions.patched.length + definitions.removed.length === 0 ? (
          <p className={styles.note}>{t('plugins.bringsNothing')}</p>
        ) : null}
        {migrations.length > 0 ? (
          <p className={styles.note}>
            {t('plugins.migrations', { count: migrations.length, versions: migrations.join(', ') })}
          </p>
        ) : null}
      </section>
      <section className={review.section} aria-label={t('plugins.limits')}>
        <h3 className={styles.heading}>{t('plugins.limits')}</h3>
        <LimitList limits={limits} isolation={isolation} />
      </section>
      <PlanView plan={plan} />
    </>
  );
}
