import type { TFunction } from 'i18next';

/** Why the provider of single sign-on, or Kiln after it, did not let somebody in. */
export function singleSignOnText(t: TFunction, error: string): string {
  switch (error) {
    case 'access_denied':
      return t('signIn.sso.denied');
    case 'signup_disabled':
    case 'account_not_linked':
    case 'unable_to_link_account':
      return t('signIn.sso.unknown');
    case 'unable_to_create_session':
    case 'ACCOUNT_INACTIVE':
      return t('signIn.sso.inactive');
    default:
      return t('signIn.sso.failed', { error: error.slice(0, 80) });
  }
}
