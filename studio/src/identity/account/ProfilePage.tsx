import { Link } from '@tanstack/react-router';
import { CircleUser, ExternalLink } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import { useMe } from '../../app/MeContext.tsx';
import { useEntity, useModel } from '../../app/ModelContext.tsx';
import { roleTitles } from '../../store/roleTitles.ts';
import { buttonClass } from '../../ui/Button.tsx';
import { Chips, OptionChip } from '../../ui/OptionChip.tsx';
import sections from '../parts/Section.module.css';
import { Section } from '../parts/Section.tsx';
import { SettingsFrame } from '../parts/SettingsFrame.tsx';
import { ProfileForm } from './ProfileForm.tsx';
import styles from './ProfilePage.module.css';

/** Who one is here, as far as one may say so oneself. */
export function ProfilePage() {
  const { t } = useTranslation();
  const model = useModel();
  const me = useMe();
  const entity = useEntity('user');
  return (
    <SettingsFrame
      icon={<CircleUser size={16} aria-hidden />}
      title={t('account.profile')}
      actions={
        entity ? (
          <Link to="/$entity/$id" params={{ entity: 'user', id: me.id }} className={buttonClass()}>
            <ExternalLink size={15} aria-hidden />
            <span>{t('account.record')}</span>
          </Link>
        ) : null
      }
    >
      <Section hideTitle title={t('account.profile')} text={t('account.profileText')}>
        {/* What the server has is what the form begins with. */}
        <ProfileForm key={me.id} me={me} />
      </Section>
      <Section title={t('account.rights')} text={t('account.rightsText')}>
        <div className={sections.padded}>
          <dl className={styles.facts}>
            <dt>{t('signIn.email')}</dt>
            <dd>{me.email ?? '–'}</dd>
            {me.jobTitle ? (
              <>
                <dt>{t('account.jobTitle')}</dt>
                <dd>{me.jobTitle}</dd>
              </>
            ) : null}
            <dt>{t('users.roles')}</dt>
            <dd>
              <Chips>
                {roleTitles(model, me.roles).map((title) => (
                  <OptionChip key={title} title={title} />
                ))}
              </Chips>
              {me.roles.length === 0 ? t('account.noRoles') : null}
            </dd>
          </dl>
        </div>
      </Section>
    </SettingsFrame>
  );
}
