import { useTranslation } from 'react-i18next';
import styles from '../../entities/inspector/inspector.module.css';
import { Toggle } from '../../entities/inspector/Toggle.tsx';
import { useWorkflowDesign } from '../WorkflowDesign.ts';
import line from './InputLine.module.css';
import type { ButtonPlace, StartButton } from './useStartButton.ts';

interface StartButtonPartProps {
  readonly button: StartButton;
  readonly hasEntity: boolean;
}

/** Where the button stands that starts the workflow, and who is offered it. */
export function StartButtonPart({ button, hasEntity }: StartButtonPartProps) {
  const { t } = useTranslation();
  const { isKnown, places, setPlaces } = button;
  if (!isKnown) return null;
  const offered: readonly ButtonPlace[] = hasEntity ? ['record', 'list'] : ['palette'];
  return (
    <>
      {offered.map((place) => (
        <Toggle
          key={place}
          label={t(`workflows.button.${place}`)}
          isOn={places.includes(place)}
          onChange={(isOn) => setPlaces(offered.filter((each) => (each === place ? isOn : places.includes(each))))}
        />
      ))}
      {places.length > 0 ? <Roles button={button} /> : null}
    </>
  );
}

function Roles({ button: { roles, setRoles } }: Pick<StartButtonPartProps, 'button'>) {
  const { t } = useTranslation();
  const { model } = useWorkflowDesign();
  const gone = roles.filter((role) => !model.roles.some(({ name }) => name === role));
  return (
    <fieldset className={`${styles.line} ${line.plain}`}>
      <legend className={`${styles.label} ${line.plain}`}>{t('workflows.button.roles')}</legend>
      <p className={styles.help}>{t('workflows.button.rolesHelp')}</p>
      <div className={styles.checks}>
        {[...model.roles, ...gone.map((name) => ({ name, title: name }))].map(({ name, title }) => (
          <label key={name} className={styles.check}>
            <input
              type="checkbox"
              checked={roles.includes(name)}
              onChange={({ target }) =>
                setRoles(target.checked ? [...roles, name] : roles.filter((each) => each !== name))
              }
            />
            {title}
          </label>
        ))}
      </div>
    </fieldset>
  );
}
