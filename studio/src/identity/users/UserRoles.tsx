import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { identityKeys, modelKeys } from '../../api/keys.ts';
import { meQuery } from '../../api/me.ts';
import { changeUser, type User } from '../../api/users.ts';
import { useMe } from '../../app/MeContext.tsx';
import { useModel } from '../../app/ModelContext.tsx';
import { mayUse } from '../../store/rights.ts';
import { Button } from '../../ui/Button.tsx';
import { useToasts } from '../../ui/toasts/ToastsContext.tsx';
import { Failure } from '../parts/Failure.tsx';
import { RoleChecks } from '../parts/RoleChecks.tsx';
import sections from '../parts/Section.module.css';
import { Section } from '../parts/Section.tsx';
import styles from './UserPage.module.css';
import { userErrorText } from './userErrorText.ts';

/** Which roles somebody holds. */
export function UserRoles({ user }: { readonly user: User }) {
  const { t } = useTranslation();
  const cache = useQueryClient();
  const toasts = useToasts();
  const model = useModel();
  const me = useMe();
  const [roles, setRoles] = useState<readonly string[]>(user.roles);
  const isDirty = [...roles].sort().join() !== [...user.roles].sort().join();
  const mayGiveAny = mayUse(model, 'roles');
  const save = useMutation({
    mutationFn: () => changeUser(user.id, { roles }),
    onSuccess: async () => {
      await cache.invalidateQueries({ queryKey: identityKeys.users.all });
      if (user.id === me.id) {
        // One's own rights: what can be seen changes at once.
        cache.invalidateQueries({ queryKey: meQuery().queryKey });
        cache.invalidateQueries({ queryKey: modelKeys.all });
      }
      toasts.success(t('users.rolesSaved', { name: user.name }));
    },
  });
  return (
    <Section title={t('users.roles')} text={t('users.rolesText')}>
      <form
        className={sections.padded}
        onSubmit={(event) => {
          event.preventDefault();
          if (isDirty && !save.isPending) save.mutate();
        }}
      >
        {save.error ? <Failure>{userErrorText(t, save.error)}</Failure> : null}
        <RoleChecks
          label={t('users.rolesOf', { name: user.name })}
          roles={model.roles}
          value={roles}
          isFixed={(role) => !mayGiveAny && !me.roles.includes(role)}
          help={mayGiveAny ? undefined : t('users.onlyOwnRoles')}
          onChange={(next) => {
            save.reset();
            setRoles(next);
          }}
        />
        <div className={styles.foot}>
          {isDirty ? (
            <Button
              look="quiet"
              onClick={() => {
                save.reset();
                setRoles(user.roles);
              }}
            >
              {t('draft.discard')}
            </Button>
          ) : null}
          <Button type="submit" look="main" disabled={!isDirty || save.isPending} aria-busy={save.isPending}>
            {t('action.save')}
          </Button>
        </div>
      </form>
    </Section>
  );
}
