import { useQueryClient } from '@tanstack/react-query';
import { AtSign, KeyRound, LogOut, Power, ShieldOff } from 'lucide-react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { identityKeys, recordKeys } from '../../api/keys.ts';
import {
  changeUser,
  resetSecondFactor,
  resetUserPassword,
  type SentLink,
  signOutUser,
  type User,
} from '../../api/users.ts';
import { useMe } from '../../app/MeContext.tsx';
import { Button } from '../../ui/Button.tsx';
import { Dialog } from '../../ui/Dialog.tsx';
import dialog from '../../ui/DialogContent.module.css';
import { useToasts } from '../../ui/toasts/ToastsContext.tsx';
import { ConfirmDialog } from '../parts/ConfirmDialog.tsx';
import { CopyLine } from '../parts/CopyLine.tsx';
import sections from '../parts/Section.module.css';
import { Row, Section } from '../parts/Section.tsx';
import { EmailDialog } from './EmailDialog.tsx';
import { userErrorText } from './userErrorText.ts';

type Asked = 'password' | 'secondFactor' | 'signOut' | 'active' | 'email';

/** How somebody comes in, and what an administrator can do about it. */
export function UserAccess({ user }: { readonly user: User }) {
  const { t } = useTranslation();
  const cache = useQueryClient();
  const toasts = useToasts();
  const me = useMe();
  const [asked, setAsked] = useState<Asked>();
  const [sent, setSent] = useState<SentLink>();
  const close = () => setAsked(undefined);
  const { name, active, status } = user;
  const isInvited = status === 'invited';
  const hasFactor = user.twoFactor || user.passkeys > 0;
  const reload = async () => {
    await cache.invalidateQueries({ queryKey: identityKeys.users.all });
    cache.invalidateQueries({ queryKey: recordKeys.entity('user') });
  };
  const factors = [
    user.twoFactor ? t('account.authenticator') : '',
    user.passkeys > 0 ? t('users.passkeys', { count: user.passkeys }) : '',
  ];
  const confirm = { onClose: close, errorText: (error: unknown) => userErrorText(t, error) };
  return (
    <Section title={t('users.access')} text={t('users.accessText')}>
      <ul className={sections.rows}>
        {status === 'service' ? null : (
          <>
            <Row icon={<AtSign size={17} aria-hidden />} name={t('signIn.email')} about={user.email}>
              <Button onClick={() => setAsked('email')}>{t('users.changeEmail')}</Button>
            </Row>
            <Row
              icon={<KeyRound size={17} aria-hidden />}
              name={isInvited ? t('users.invitation') : t('signIn.password')}
              about={isInvited ? t('users.invitationText') : t('users.resetPasswordText')}
            >
              <Button disabled={!active} onClick={() => setAsked('password')}>
                {isInvited ? t('users.inviteAgain') : t('users.resetPassword')}
              </Button>
            </Row>
            <Row
              icon={<ShieldOff size={17} aria-hidden />}
              name={t('users.secondFactor')}
              about={factors.filter(Boolean).join(' · ') || t('users.noSecondFactor')}
            >
              <Button disabled={!hasFactor} onClick={() => setAsked('secondFactor')}>
                {t('users.resetFactor')}
              </Button>
            </Row>
            <Row icon={<LogOut size={17} aria-hidden />} name={t('users.sessions')} about={t('users.signOutText')}>
              <Button disabled={!active} onClick={() => setAsked('signOut')}>
                {t('users.signOut')}
              </Button>
            </Row>
          </>
        )}
        <Row
          icon={<Power size={17} aria-hidden />}
          name={active ? t('users.deactivate') : t('users.activate')}
          about={active ? t('users.deactivateText') : t('users.activateText')}
        >
          <Button
            disabled={user.id === me.id}
            title={user.id === me.id ? t('users.notOneself') : undefined}
            onClick={() => setAsked('active')}
          >
            {active ? t('users.deactivate') : t('users.activate')}
          </Button>
        </Row>
      </ul>
      {asked === 'email' ? <EmailDialog user={user} onDone={reload} onClose={close} /> : null}
      {asked === 'password' ? (
        <ConfirmDialog
          {...confirm}
          title={isInvited ? t('users.inviteAgain') : t('users.resetPasswordTitle', { name })}
          text={isInvited ? t('users.inviteAgainText', { name }) : t('users.resetPasswordAsk', { name })}
          action={isInvited ? t('users.inviteAgain') : t('users.resetPassword')}
          run={async () => setSent(await resetUserPassword(user.id))}
        />
      ) : null}
      {asked === 'secondFactor' ? (
        <ConfirmDialog
          {...confirm}
          title={t('users.resetFactorTitle', { name })}
          text={t('users.resetFactorAsk', { name })}
          action={t('users.resetFactor')}
          run={async () => {
            await resetSecondFactor(user.id);
            await reload();
            toasts.success(t('users.factorReset'));
          }}
        />
      ) : null}
      {asked === 'signOut' ? (
        <ConfirmDialog
          {...confirm}
          title={t('users.signOutTitle', { name })}
          text={t('users.signOutAsk')}
          action={t('users.signOut')}
          run={async () => {
            toasts.success(t('users.sessionsEnded', { count: await signOutUser(user.id) }));
          }}
        />
      ) : null}
      {asked === 'active' ? (
        <ConfirmDialog
          {...confirm}
          title={active ? t('users.deactivateTitle', { name }) : t('users.activateTitle', { name })}
          text={active ? t('users.deactivateAsk', { name }) : t('users.activateAsk', { name })}
          action={active ? t('users.deactivate') : t('users.activate')}
          run={async () => {
            await changeUser(user.id, { active: !active });
            await reload();
          }}
        />
      ) : null}
      {sent ? <LinkDialog name={name} sent={sent} onClose={() => setSent(undefined)} /> : null}
    </Section>
  );
}

interface LinkDialogProps {
  readonly name: string;
  readonly sent: SentLink;
  readonly onClose: () => void;
}

function LinkDialog({ name, sent, onClose }: LinkDialogProps) {
  const { t } = useTranslation();
  const title = sent.mailed ? t('users.mailSent') : t('users.linkMade');
  return (
    <Dialog look="sheet" label={title} onClose={onClose}>
      <div className={dialog.form}>
        <h2 className={dialog.title}>{title}</h2>
        <p className={dialog.text}>{sent.mailed ? t('users.mailSentText', { name }) : t('users.linkText', { name })}</p>
        {sent.link ? <CopyLine label={t('users.linkOf', { name })} text={sent.link} /> : null}
        <div className={dialog.foot}>
          <Button look="main" onClick={onClose}>
            {t('users.done')}
          </Button>
        </div>
      </div>
    </Dialog>
  );
}
