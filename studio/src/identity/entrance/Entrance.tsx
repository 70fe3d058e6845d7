import { ChoosePasswordPage } from './ChoosePasswordPage.tsx';
import type { EntranceAddress } from './entranceAddress.ts';
import { ForgotPage } from './ForgotPage.tsx';
import { SetupPage } from './SetupPage.tsx';
import { SignInPage } from './SignInPage.tsx';

interface EntranceProps {
  readonly address: EntranceAddress;
  /** Somebody is signed in now, and wants to go there. */
  readonly onDone: (to: string) => void;
  /** To another page before sign-in. */
  readonly go: (path: string) => void;
}

/** The pages before sign-in. A part of its own, that asks for nothing but what it shows. */
export function Entrance({ address, onDone, go }: EntranceProps) {
  switch (address.page) {
    case 'signIn':
      return <SignInPage key={address.to} to={address.to} error={address.error} onDone={onDone} go={go} />;
    case 'forgot':
      return <ForgotPage go={go} />;
    case 'setup':
      return <SetupPage token={address.token} onDone={onDone} go={go} />;
    default:
      return (
        <ChoosePasswordPage key={address.token} reason={address.page} token={address.token} onDone={onDone} go={go} />
      );
  }
}
