import { Button, Dropdown } from 'antd';
import { Languages } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import { languages } from './languages.ts';
import { usePreferences } from './PreferencesContext.tsx';

export function LanguageSwitch() {
  const { t } = useTranslation();
  const { language, setLanguage } = usePreferences();
  const current = languages.find(({ code }) => code === language);
  return (
    <Dropdown
      trigger={['click']}
      placement="topLeft"
      menu={{
        selectable: true,
        selectedKeys: [language],
        items: languages.map(({ code, title }) => ({ key: code, label: title, onClick: () => setLanguage(code) })),
      }}
    >
      <Button
        type="text"
        block
        style={{ justifyContent: 'flex-start' }}
        icon={<Languages size={15} />}
        aria-label={t('shell.language')}
      >
        {current?.title}
      </Button>
    </Dropdown>
  );
}
