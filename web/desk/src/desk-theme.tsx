import { useT } from '@crm/shared/i18n.tsx';
import { useTheme } from '@crm/shared/theme.ts';
import { App, ConfigProvider, theme as antdTheme } from 'antd';
import en from 'antd/locale/en_US';
import zh from 'antd/locale/zh_CN';
import dayjs from 'dayjs';
import 'dayjs/locale/zh-cn';
import { createContext, useContext, useEffect } from 'react';
import type { ReactNode } from 'react';

const ThemeToggle = createContext<() => void>(() => undefined);
export const useThemeToggle = (): (() => void) => useContext(ThemeToggle);

/** The same values as ui/base.css, for the components that bring their own styles. */
const colours = {
  light: { colorPrimary: '#146c94', colorLink: '#146c94', colorTextPlaceholder: '#6b7784', colorBgLayout: '#f3f5f8', colorTextBase: '#1c2733', colorError: '#b3242b', colorWarning: '#8f6000', colorSuccess: '#23704f' },
  dark: {
    colorPrimary: '#2c7ea8', colorLink: '#62b5dc', colorTextPlaceholder: '#8493a2', colorBgContainer: '#18212b', colorBgElevated: '#202c38', colorBgLayout: '#10161d', colorTextBase: '#e4eaf0',
    colorBorder: '#3a4856', colorBorderSecondary: '#2b3743', colorFillAlter: '#1d2732', colorError: '#f0787d', colorWarning: '#e2b04a', colorSuccess: '#63c59a',
  },
};

export function DeskTheme({ children }: { children: ReactNode }) {
  const t = useT();
  const { theme, toggle } = useTheme();
  useEffect(() => { dayjs.locale(t.locale === 'zh-CN' ? 'zh-cn' : 'en'); }, [t.locale]);
  return (
    <ConfigProvider
      locale={t.locale === 'zh-CN' ? zh : en}
      theme={{
        algorithm: theme === 'dark' ? antdTheme.darkAlgorithm : antdTheme.defaultAlgorithm,
        token: { ...colours[theme], fontSize: 13, borderRadius: 6, controlHeight: 30, fontFamily: 'var(--font)', wireframe: false },
        components: { Table: { cellPaddingBlockSM: 6, cellPaddingInlineSM: 8 } },
      }}
      button={{ autoInsertSpace: false }}
    >
      <App>
        <ThemeToggle value={toggle}>{children}</ThemeToggle>
      </App>
    </ConfigProvider>
  );
}
