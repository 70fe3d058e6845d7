import { useEffect, useRef } from 'react';
import { useTranslation } from 'react-i18next';
import { ApiError } from '../../api/ApiError.ts';
import { errorText } from '../../lib/errorText.ts';
import type { StartedAction } from '../../store/actionTarget.ts';
import { useToasts } from '../../ui/toasts/ToastsContext.tsx';
import { useCarryOut } from './useCarryOut.ts';

interface QuickRunProps {
  readonly started: StartedAction;
  readonly onEnd: () => void;
}

/** What takes longer than this is said to go on. */
const longMs = 600;

/** Carries out an action that asks and shows nothing: a notice tells how it went. */
export function QuickRun({ started, onEnd }: QuickRunProps) {
  const { t } = useTranslation();
  const toasts = useToasts();
  const carryOut = useCarryOut(started.action);
  const begun = useRef<StartedAction>(undefined);

  useEffect(() => {
    if (begun.current === started) return;
    begun.current = started;
    const { action, target } = started;
    let settle = () => {};
    const timer = setTimeout(() => {
      settle = toasts.info(t('actions.running', { title: action.title }), { seconds: 0 });
    }, longMs);
    carryOut(target, {})
      .catch((error: unknown) => {
        // What is wrong in a form is told there.
        if (target.on === 'form' && error instanceof ApiError && error.faults.length > 0) return;
        const requestId = error instanceof ApiError ? error.requestId : undefined;
        toasts.error(errorText(t, error), { requestId });
      })
      .finally(() => {
        clearTimeout(timer);
        settle();
        onEnd();
      });
  });
  return null;
}
