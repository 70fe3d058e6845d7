import { useQuery, useQueryClient } from '@tanstack/react-query';
import type { RouterHistory } from '@tanstack/react-router';
import { type ReactNode, Suspense, useCallback, useEffect, useRef, useState, useSyncExternalStore } from 'react';
import { meQuery } from '../../api/me.ts';
import { signedOutEvent } from '../../api/signedOut.ts';
import { hasSession } from '../../api/signIn.ts';
import { viewedAs } from '../../api/viewAs.ts';
import { languages } from '../../app/languages.ts';
import { usePreferences } from '../../app/PreferencesContext.tsx';
import { hasChosenLanguage } from '../../app/preferences.ts';
import { withSettingsTexts } from '../../app/settingsTexts.ts';
import { lazyPart } from '../../ui/lazyPart.tsx';
import { entranceAddress, signInPath } from '../entrance/entranceAddress.ts';
import { rememberUser } from './rememberUser.ts';
import { SessionProvider } from './SessionContext.tsx';

const entrance = withSettingsTexts(() => import('../entrance/Entrance.tsx'));
const again = withSettingsTexts(() => import('./SignInAgain.tsx'));
const Entrance = lazyPart(async () => (await entrance()).Entrance);
const SignInAgain = lazyPart(async () => (await again()).SignInAgain);

const settleMs = 300;

interface SessionGateProps {
  readonly history: RouterHistory;
  readonly children: ReactNode;
}

/**
 * Shows the pages before sign-in at their addresses, and the application everywhere else. Whoever is not signed in is asked to,
 * and then led to where they wanted to go. A session that ends while somebody works asks over the page, which stays as it is.
 */
export function SessionGate({ history, children }: SessionGateProps) {
  const cache = useQueryClient();
  const href = useSyncExternalStore(history.subscribe, () => history.location.href);
  const { pathname, search } = history.location;
  const address = entranceAddress(pathname, search);
  const [sessions, setSessions] = useState(0);
  const [isOver, setOver] = useState(false);
  /** How often somebody signed in over the page. */
  const entries = useRef(0);

  useEffect(() => {
    async function signedOut() {
      if (!cache.getQueryData(meQuery().queryKey)) {
        const isEntrance = entranceAddress(history.location.pathname, history.location.search);
        if (!isEntrance) history.replace(signInPath(history.location.href));
        return;
      }
      const before = entries.current;
      const refused = await isRefused();
      // An answer that is older than the session of now says nothing of it.
      if (entries.current !== before) return;
      if (refused) {
        setOver(true);
      } else {
        // Another session already: what was refused is asked for again, and events come by it.
        setSessions((before) => before + 1);
        cache.invalidateQueries();
      }
    }
    window.addEventListener(signedOutEvent, signedOut);
    return () => window.removeEventListener(signedOutEvent, signedOut);
  }, [cache, history]);

  const enter = useCallback(
    (to: string) => {
      // Nothing that was read before may be shown to whoever comes now.
      cache.clear();
      history.replace(to);
    },
    [cache, history],
  );

  if (address) {
    return (
      <Suspense>
        <Entrance address={address} onDone={enter} go={(path) => history.push(path)} />
      </Suspense>
    );
  }
  return (
    <SessionProvider value={sessions}>
      <Arrival />
      {children}
      {isOver ? (
        <Suspense>
          <SignInAgain
            to={href}
            onDone={() => {
              entries.current += 1;
              setOver(false);
              setSessions((before) => before + 1);
              cache.invalidateQueries();
            }}
          />
        </Suspense>
      ) : null}
    </SessionProvider>
  );
}

/**
 * Asked again before somebody is disturbed: a new cookie may have been on its way, as after a second factor was set up, when a
 * request went out with the old one.
 */
async function isRefused(): Promise<boolean> {
  await new Promise((resolve) => setTimeout(resolve, settleMs));
  return fetch('/api/me', { cache: 'no-store' }).then(
    ({ status }) => status === 401,
    () => false,
  );
}

/** What is to be done once when somebody is here. */
function Arrival() {
  const { language, change } = usePreferences();
  const { data: me } = useQuery(meQuery());
  const id = me?.id;
  const theirs = languages.find(({ code }) => code === me?.language)?.code;

  useEffect(() => {
    if (id === undefined) return;
    if (!viewedAs()) rememberUser(id);
    // Prolongs the session.
    hasSession().catch(() => undefined);
  }, [id]);

  // biome-ignore lint/correctness/useExhaustiveDependencies: once, when it is known; what is chosen afterwards stands
  useEffect(() => {
    if (theirs && theirs !== language && !hasChosenLanguage()) change({ language: theirs }, { remember: false });
  }, [id]);
  return null;
}
