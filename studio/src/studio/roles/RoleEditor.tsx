import { Link, useNavigate } from '@tanstack/react-router';
import { Lock, ShieldCheck } from 'lucide-react';
import { useMemo, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { JsonObject } from '../../../../core/lib/json.ts';
import type { Right } from '../../../../core/model/types.ts';
import { ApiError } from '../../api/ApiError.ts';
import type { StoredDefinition } from '../../api/definitions.ts';
import { useModel } from '../../app/ModelContext.tsx';
import { inWords } from '../../lib/inWords.ts';
import { mayUse } from '../../store/rights.ts';
import { withFieldRight, withGrant, withoutEntry } from '../../store/role/grants.ts';
import { isLocked as isLockedRole, readRole } from '../../store/role/readRole.ts';
import { roleProblems } from '../../store/role/roleProblems.ts';
import { writeRole } from '../../store/role/writeRole.ts';
import { Button } from '../../ui/Button.tsx';
import { PageHeader } from '../../ui/PageHeader.tsx';
import page from '../../ui/SettingsPage.module.css';
import { useIsNarrow } from '../../ui/useIsNarrow.ts';
import { LeaveGuard } from '../../workspace/LeaveGuard.tsx';
import { useDraftKeys } from '../useDraftKeys.ts';
import { ConditionDialog } from './ConditionDialog.tsx';
import { ConflictNotice } from './ConflictNotice.tsx';
import type { RoleEditing } from './RoleEditing.ts';
import styles from './RoleEditor.module.css';
import { RoleMenu } from './RoleMenu.tsx';
import { RoleRights } from './RoleRights.tsx';
import { RoleSteps } from './RoleSteps.tsx';
import { RoleTextFields } from './RoleTextFields.tsx';
import { SaveDialog } from './SaveDialog.tsx';
import { SystemRights } from './SystemRights.tsx';
import { useRoleDraft } from './useRoleDraft.ts';
import { useSaveRole } from './useSaveRole.ts';

interface RoleEditorProps {
  /** As the server has it now. */
  readonly stored: StoredDefinition;
  /** The document of the other language, as far as there is one and one may change it. */
  readonly locale: JsonObject | undefined;
  /** Somebody removed it. */
  readonly isGone: boolean;
}

/** A role: what it is called, who may do what with which records and fields, and what goes beyond records. */
export function RoleEditor({ stored, locale, isGone }: RoleEditorProps) {
  const { t } = useTranslation();
  const model = useModel();
  const navigate = useNavigate();
  const isNarrow = useIsNarrow();
  const edits = useRoleDraft(stored, locale);
  const [condition, setCondition] = useState<{ readonly entity: string; readonly right: Right }>();
  const [isReviewing, setReviewing] = useState(false);
  const save = useSaveRole();
  const { name } = stored;
  const { base, saved, changes, isConflict, change, isDirty: hasChanges } = edits;
  const { role, texts } = edits.current;
  const isLocked = isLockedRole(name);
  const problems = useMemo(() => inWords(t, roleProblems(model, role)), [model, role, t]);
  const isDirty = changes.length > 0;
  const canSave = isDirty && !isConflict && !isGone && problems.length === 0 && role.title.trim() !== '';
  const editing: RoleEditing = {
    model,
    role,
    saved: saved.role,
    problems,
    isLocked,
    setGrant: (entity, right, grant) => change(withGrant(model, role, entity, right, grant)),
    setField: (entity, field, right) => change(withFieldRight(model, role, entity, field, right)),
    follow: (entity) => change(withoutEntry(role, entity)),
    openCondition: (entity, right) => setCondition({ entity, right }),
  };
  const guarded = useMemo(() => ({ state: () => ({ isDirty: hasChanges() }) }), [hasChanges]);
  const title = model.roles.find((each) => each.name === name)?.title ?? saved.role.title;

  useDraftKeys({
    save: () => {
      if (canSave) review();
    },
    undo: edits.undo,
    redo: edits.redo,
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
        texts: { before: saved.texts, after: texts },
        message: message || t('role.changedMessage', { role: title }),
        done: t('role.saved', { role: title }),
      },
      {
        onSuccess: ({ version }) => {
          setReviewing(false);
          edits.accept({ ...base, version, document });
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
        {isLocked || isNarrow ? null : <RoleSteps edits={edits} />}
        {isLocked ? null : (
          <Button look="main" disabled={!canSave} onClick={review}>
            {isDirty ? t('role.saveChanges', { count: changes.length }) : t('action.save')}
          </Button>
        )}
        <RoleMenu
          stored={stored}
          role={role}
          isLocked={isLocked}
          onCopy={(source) => change({ ...role, entities: source.entities, system: source.system ?? [] })}
          onRemoved={() => {
            edits.restart(base);
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
            onResolved={(document) => edits.restart(stored, readRole(document))}
          />
        ) : null}
        {isGone ? <p className={styles.notice}>{t('role.gone')}</p> : null}
        {isLocked ? <p className={styles.notice}>{t('role.locked')}</p> : null}
        <RoleTextFields edits={edits} isLocked={isLocked} hasOther={mayUse(model, 'studio')} />
        <RoleRights editing={editing} />
        <section aria-label={t('role.system')}>
          <h2 className={styles.heading}>{t('role.system')}</h2>
          <SystemRights role={role} isLocked={isLocked} onChange={(system) => change({ ...role, system })} />
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
