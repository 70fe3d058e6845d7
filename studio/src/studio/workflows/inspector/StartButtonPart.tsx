import { useTranslation } from 'react-i18next';
import { Toggle } from '../../entities/inspector/Toggle.tsx';
import type { ButtonPlace, StartButton } from './useStartButton.ts';

interface StartButtonPartProps {
  readonly button: StartButton;
  readonly hasEntity: boolean;
}

/** Where the button stands that starts the workflow. */
export function StartButtonPart({ button, hasEntity }: StartButtonPartProps) {
  const { t } = useTranslation();
  const { isKnown, places, setPlaces } = button;
  if (!isKnown) return null;
  const offered: readonly ButtonPlace[] = hasEntity ? ['record', 'list'] : ['palette'];
  return offered.map((place) => (
    <Toggle
      key={place}
      label={t(`workflows.button.${place}`)}
      isOn={places.includes(place)}
      onChange={(isOn) => setPlaces(offered.filter((each) => (each === place ? isOn : places.includes(each))))}
    />
  ));
}
