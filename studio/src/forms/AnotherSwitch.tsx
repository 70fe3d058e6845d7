import { Switch } from 'antd';
import { useTranslation } from 'react-i18next';
import styles from './AnotherSwitch.module.css';

interface AnotherSwitchProps {
  readonly isOn: boolean;
  readonly onChange: (isOn: boolean) => void;
}

/** While it is on, creating a record opens an empty form for the next one. */
export function AnotherSwitch({ isOn, onChange }: AnotherSwitchProps) {
  const { t } = useTranslation();
  return (
    // biome-ignore lint/a11y/noLabelWithoutControl: the switch is a control
    <label className={styles.another}>
      <Switch size="small" checked={isOn} onChange={onChange} />
      <span>{t('form.another')}</span>
    </label>
  );
}
