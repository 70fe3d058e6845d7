import type { AdminConfig, OidcConfig } from '../config/readConfig.ts';
import type { Auth } from './createAuth.ts';
import type { Mailer } from './Mailer.ts';
import type { Authenticator } from './types.ts';

/** Who may enter, and how. The parts; what they do lies in functions that take a `ctx` first. */
export interface Identity {
  readonly authenticator: Authenticator;
  readonly auth: Auth;
  readonly mailer: Mailer;
  readonly settings: IdentitySettings;
  close(): Promise<void>;
}

/** What of the configuration identity needs. */
export interface IdentitySettings {
  /** Origin for links in mails. Absent: that of the request. */
  readonly url: string | undefined;
  readonly minPassword: number;
  /** Absent: what was set up for an administrator before is left alone. */
  readonly admin: AdminConfig | undefined;
  readonly mail: { readonly url: string; readonly from: string } | undefined;
  readonly oidc: OidcConfig | undefined;
}

export const defaultSettings: IdentitySettings = {
  url: undefined,
  minPassword: 10,
  admin: undefined,
  mail: undefined,
  oidc: undefined,
};
