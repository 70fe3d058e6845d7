import { Link, useNavigate } from '@tanstack/react-router';
import { Lock, Redo2, ShieldCheck, Undo2 } from 'lucide-react';
import { useEffect, useMemo, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { jsonEqual } from '../../../../core/lib/jsonEqual.ts';
import type { Right } from '../../../../core/model/types.ts';
import { ApiError } from '../../api/ApiError.ts';
import type { StoredDefinition } from '../../api/definitions.ts';
import { useModel } from '../../app/ModelContext.tsx';
import { withFieldRight, withGrant, withoutEntry } from '../../store/role/grants.ts';
import { isLocked as isLockedRole, readRole } from '../../store/role/readRole.ts';
import { roleChanges } from '../../store/role/roleChanges.ts';
import { roleProblems } from '../../store/role/roleProblems.ts';
import type { RoleDraft } from '../../store/role/types.ts';
import { writeRole } from '../../store/role/writeRole.ts';
import { Button } from '../../ui/Button.tsx';
import dialog from '../../ui/DialogContent.module.css';
import { PageHeader } from '../../ui/PageHeader.tsx';
import { SearchInput } from '../../ui/SearchInput.tsx';
import page from '../../ui/SettingsPage.module.css';
import { useIsNarrow } from '../../ui/useIsNarrow.ts';
import { LeaveGuard } from '../../workspace/LeaveGuard.tsx';
import { useDocumentDraft } from '../useDocumentDraft.ts';
import { useDraftKeys } from '../useDraftKeys.ts';
import { ConditionDialog } from './ConditionDialog.tsx';
import { ConflictNotice } from './ConflictNotice.tsx';
import { Legend } from './Legend.tsx';
import { RightsCards } from './RightsCards.tsx';
import { RightsMatrix } from './RightsMatrix.tsx';
import type { RoleEditing } from './RoleEditing.ts';
import styles from './RoleEditor.module.css';
import { RoleMenu } from './RoleMenu.tsx';
import { rightsRows } from './rightsRows.ts';
import { SaveDialog } from './SaveDialog.tsx';
import { SystemRights } from './SystemRights.tsx';
import { useSaveRole } from './useSaveRole.ts';

interface RoleEditorProps {
  /** As the server has it now. */
  readonly stored: StoredDefinition;
  /** Somebody removed it. */
  readonly isGone: boolean;
}

/** A role: what it is called, who may do what with which records and fields, and what goes beyond records. */
export function RoleEditor({ stored, isGone }: RoleEditorProps) {
  const { t } = useTranslation();
  const model = useModel();
  const navigate = useNavigate();
  const isNarrow = useIsNarrow();
  const [base, setBase] = useState(stored);
  const [draft, { saved, current: role, canUndo, canRedo }] = useDocumentDraft<RoleDraft>(() =>
    readRole(stored.document),
  );
  const [filter, setFilter] = useState('');
  const [condition, setCondition] = useState<{ readonly entity: string; readonly right: Right }>();
  const [isReviewing, setReviewing] = useState(false);
  const save = useSaveRole();
  const { name } = stored;
  const isLocked = isLockedRole(name);
  const changes = useMemo(() => roleChanges(saved, role), [saved, role]);
  const problems = useMemo(() => roleProblems(model, role), [model, role]);
  const isDirty = changes.length > 0;
  const isConflict = !jsonEqual(stored.document, base.document);
  const canSave = isDirty && !isConflict && !isGone && problems.length === 0 && role.title.trim() !== '';

  // Somebody else's change: taken over at once while nothing is lost by it.
  useEffect(() => {
    if (stored === base || (isConflict && isDirty)) return;
    setBase(stored);
    if (isConflict) draft.restart(readRole(stored.document));
  }, [stored, base, isConflict, isDirty, draft]);

  const editing: RoleEditing = {
    model,
    role,
    saved,
    problems,
    isLocked,
    setGrant: (entity, right, grant) => draft.change(withGrant(model, role, entity, right, grant)),
    setField: (entity, field, right) => draft.change(withFieldRight(model, role, entity, field, right)),
    follow: (entity) => draft.change(withoutEntry(role, entity)),
    openCondition: (entity, right) => setCondition({ entity, right }),
  };
  const guarded = useMemo(() => {
    const isChanged = () => roleChanges(draft.state().saved, draft.state().current).length > 0;
    return { state: () => ({ isDirty: isChanged() }) };
  }, [draft]);
  const rows = rightsRows(editing, filter);
  const title = model.roles.find((each) => each.name === name)?.title ?? saved.title;

  useDraftKeys({
    save: () => {
      if (canSave) review();
    },
    undo: draft.undo,
    redo: draft.redo,
  });

  function review() {
    save.reset();
    setReviewing(true);
  }
  function put(message: string) {
    const document = writeRole(role);
    save.mutate(
      {
        base,
        document,
        message: message || t('role.changedMessage', { role: title }),
        done: t('role.saved', { role: title }),
      },
      {
        onSuccess: ({ version }) => {
          setReviewing(false);
          setBase({ ...base, version, document });
          draft.restart(readRole(document));
        },
        onError: (error) => {
          // What the other one saved is here by now; both sides are shown on the page.
          if (error instanceof ApiError && error.code === 'KILN_STALE') setReviewing(false);
        },
      },
    );
  }

  return (
    <div className={page.page}>
      <PageHeader
        icon={isLocked ? <Lock size={15} aria-hidden /> : <ShieldCheck size={16} aria-hidden />}
        parent={<Link to="/settings/roles">{t('settings.section.roles')}</Link>}
        title={title}
      >
        {isLocked ? null : (
          <>
            {isNarrow ? null : (
              <>
                <Button
                  look="quiet"
                  disabled={!canUndo}
                  aria-label={t('action.undo')}
                  title={t('action.undo')}
                  icon={<Undo2 size={15} aria-hidden />}
                  onClick={draft.undo}
                />
                <Button
                  look="quiet"
                  disabled={!canRedo}
                  aria-label={t('role.redo')}
                  title={t('role.redo')}
                  icon={<Redo2 size={15} aria-hidden />}
                  onClick={draft.redo}
                />
              </>
            )}
            <Button look="main" disabled={!canSave} onClick={review}>
              {isDirty ? t('role.saveChanges', { count: changes.length }) : t('action.save')}
            </Button>
          </>
        )}
        <RoleMenu
          stored={stored}
          role={role}
          isLocked={isLocked}
          onCopy={(source) => draft.change({ ...role, entities: source.entities, system: source.system ?? [] })}
          onRemoved={() => {
            draft.restart(saved);
            navigate({ to: '/settings/roles' });
          }}
        />
      </PageHeader>
      <div className={page.body}>
        {isConflict && isDirty ? (
          <ConflictNotice
            base={base.document}
            mine={writeRole(role)}
            theirs={stored.document}
            onResolved={(document) => {
              setBase(stored);
              draft.restart(readRole(stored.document), readRole(document));
            }}
          />
        ) : null}
        {isGone ? <p className={styles.notice}>{t('role.gone')}</p> : null}
        {isLocked ? <p className={styles.notice}>{t('role.locked')}</p> : null}
        <div className={styles.texts}>
          <label className={dialog.field}>
            <span>{t('role.title')}</span>
            <input
              className={dialog.input}
              value={role.title}
              disabled={isLocked}
              maxLength={200}
              aria-invalid={role.title.trim() === ''}
              onChange={({ target }) => draft.change({ ...role, title: target.value }, 'title')}
            />
          </label>
          <label className={dialog.field}>
            <span>{t('role.description')}</span>
            <input
              className={dialog.input}
              value={role.description ?? ''}
              disabled={isLocked}
              maxLength={1000}
              placeholder={t('role.descriptionHint')}
              onChange={({ target }) => draft.change({ ...role, description: target.value }, 'description')}
            />
          </label>
        </div>
        <section aria-label={t('role.matrix')}>
          <div className={styles.bar}>
            <h2 className={styles.heading}>{t('role.matrix')}</h2>
            <SearchInput className={styles.search} value={filter} placeholder={t('role.filter')} onChange={setFilter} />
          </div>
          {isNarrow ? null : <Legend />}
          {rows.length === 0 ? <p className={styles.nothing}>{t('state.nothingFound')}</p> : null}
          {isNarrow ? (
            <RightsCards editing={editing} rows={rows} />
          ) : (
            <div className={styles.scroller}>
              <RightsMatrix editing={editing} rows={rows} />
            </div>
          )}
        </section>
        <section aria-label={t('role.system')}>
          <h2 className={styles.heading}>{t('role.system')}</h2>
          <SystemRights role={role} isLocked={isLocked} onChange={(system) => draft.change({ ...role, system })} />
        </section>
      </div>
      {condition ? (
        <ConditionDialog
          editing={editing}
          name={condition.entity}
          right={condition.right}
          onClose={() => setCondition(undefined)}
        />
      ) : null}
      {isReviewing ? (
        <SaveDialog
          role={role}
          base={base.version}
          changes={changes}
          isSaving={save.isPending}
          error={save.error}
          onSave={put}
          onClose={() => setReviewing(false)}
        />
      ) : null}
      <LeaveGuard draft={guarded} />
    </div>
  );
}
