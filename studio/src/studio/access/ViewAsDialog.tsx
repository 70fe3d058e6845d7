import { useLocation } from '@tanstack/react-router';
import { Modal } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { userEntity } from '../../../../core/model/actorFields.ts';
import { startViewAs } from '../../api/viewAs.ts';
import { useEntity, useModel } from '../../app/ModelContext.tsx';
import { useLabel } from '../../fields/shared/useLabel.ts';
import dialog from '../../ui/DialogContent.module.css';
import { Segmented } from '../../ui/Segmented.tsx';
import { RecordPicker } from '../../workspace/access/RecordPicker.tsx';
import { Choice } from '../../workspace/list/Choice.tsx';

/** Asks as whom to look: a person, or anybody of a role. */
export function ViewAsDialog({ onClose }: { readonly onClose: () => void }) {
  const { t } = useTranslation();
  const { roles } = useModel();
  const { pathname } = useLocation();
  const hasUsers = useEntity(userEntity) !== undefined;
  const [kind, setKind] = useState<'user' | 'role'>(hasUsers ? 'user' : 'role');
  const [user, setUser] = useState<string>();
  const [role, setRole] = useState(roles.find(({ name }) => name !== 'admin')?.name ?? '');
  const name = useLabel(userEntity, user ?? '');
  const isReady = kind === 'role' ? role !== '' : user !== undefined && name !== undefined;

  function start() {
    const title = roles.find((each) => each.name === role)?.title ?? role;
    if (kind === 'role') startViewAs({ as: `role:${role}`, name: title, from: pathname });
    else if (user !== undefined) startViewAs({ as: `user:${user}`, name: name ?? '', from: pathname });
  }

  return (
    <Modal
      open
      title={t('viewAs.title')}
      okText={t('viewAs.start')}
      cancelText={t('action.cancel')}
      okButtonProps={{ disabled: !isReady }}
      onOk={start}
      onCancel={onClose}
      width={460}
    >
      <div className={dialog.stack}>
        <p className={dialog.text}>{t('viewAs.text')}</p>
        {hasUsers ? (
          <Segmented
            label={t('viewAs.as')}
            hideLabel
            value={kind}
            options={[
              { value: 'user', title: t('viewAs.person') },
              { value: 'role', title: t('viewAs.role') },
            ]}
            onChange={setKind}
          />
        ) : null}
        {kind === 'user' ? (
          <RecordPicker entity={userEntity} label={t('viewAs.person')} value={user} onChange={setUser} />
        ) : (
          <Choice aria-label={t('viewAs.role')} value={role} onChange={({ target }) => setRole(target.value)}>
            {roles.map((each) => (
              <option key={each.name} value={each.name}>
                {each.title}
              </option>
            ))}
          </Choice>
        )}
      </div>
    </Modal>
  );
}
