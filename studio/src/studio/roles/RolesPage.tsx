import { useQueries, useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { ChevronRight, Eye, Lock, Plus, ShieldCheck } from 'lucide-react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { getDefinition, listDefinitions } from '../../api/definitions.ts';
import { definitionKeys } from '../../api/keys.ts';
import { useModel } from '../../app/ModelContext.tsx';
import { isLocked, readRole } from '../../store/role/readRole.ts';
import { Button } from '../../ui/Button.tsx';
import { ErrorPage } from '../../ui/ErrorPage.tsx';
import { OptionChip } from '../../ui/OptionChip.tsx';
import { PageHeader } from '../../ui/PageHeader.tsx';
import styles from '../../ui/SettingsPage.module.css';
import { useIsNarrow } from '../../ui/useIsNarrow.ts';
import { ViewAsDialog } from '../access/ViewAsDialog.tsx';
import { NewRoleDialog } from './NewRoleDialog.tsx';

/** All roles: what they are called, and how much they say. */
export function RolesPage() {
  const { t } = useTranslation();
  const model = useModel();
  const isNarrow = useIsNarrow();
  const [isViewing, setViewing] = useState(false);
  const [isCreating, setCreating] = useState(false);
  const { data, error, refetch } = useQuery({
    queryKey: definitionKeys.kind('role'),
    queryFn: ({ signal }) => listDefinitions('role', signal),
  });
  const details = useQueries({
    queries: (data ?? []).map(({ name }) => ({
      queryKey: definitionKeys.one('role', name),
      queryFn: ({ signal }: { signal: AbortSignal }) => getDefinition('role', name, signal),
    })),
  });
  if (error) return <ErrorPage error={error} onRetry={() => refetch()} />;
  const roles = (data ?? []).map((summary, index) => ({ ...summary, document: details[index]?.data?.document }));
  return (
    <div className={styles.page}>
      <PageHeader icon={<ShieldCheck size={16} aria-hidden />} title={t('settings.section.roles')}>
        <Button
          icon={<Eye size={14} aria-hidden />}
          aria-label={t('viewAs.action')}
          title={t('viewAs.action')}
          onClick={() => setViewing(true)}
        >
          {isNarrow ? null : t('viewAs.action')}
        </Button>
        <Button look="main" icon={<Plus size={15} aria-hidden />} onClick={() => setCreating(true)}>
          {t('role.new')}
        </Button>
      </PageHeader>
      <div className={styles.body} aria-busy={!data}>
        <div className={styles.narrow}>
          <p className={styles.intro}>{t('role.intro')}</p>
          <ul className={styles.list}>
            {roles.map(({ name, package: owner, document }) => {
              const known = model.roles.find((role) => role.name === name);
              const role = document && readRole(document);
              return (
                <li key={name}>
                  <Link to="/settings/roles/$role" params={{ role: name }} className={styles.row}>
                    <span className={styles.icon}>
                      {isLocked(name) ? <Lock size={15} aria-hidden /> : <ShieldCheck size={16} aria-hidden />}
                    </span>
                    <span className={styles.words}>
                      <span className={styles.name}>{known?.title ?? role?.title ?? name}</span>
                      <span className={styles.about}>{known?.description ?? role?.description ?? name}</span>
                    </span>
                    <span className={styles.side}>
                      {owner === 'local' ? <OptionChip title={t('role.ownPackage')} color="geekblue" /> : null}
                      <ChevronRight size={16} aria-hidden />
                    </span>
                  </Link>
                </li>
              );
            })}
          </ul>
        </div>
      </div>
      {isViewing ? <ViewAsDialog onClose={() => setViewing(false)} /> : null}
      {isCreating ? <NewRoleDialog taken={roles.map(({ name }) => name)} onClose={() => setCreating(false)} /> : null}
    </div>
  );
}
