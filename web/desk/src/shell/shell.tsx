import { DisconnectOutlined, GlobalOutlined, LogoutOutlined, MoonOutlined } from '@ant-design/icons';
import { useSetLocale, useT } from '@crm/shared/i18n.tsx';
import { useLiveUpdates } from '@crm/shared/live.ts';
import { Button, Tooltip } from 'antd';
import type { ReactNode } from 'react';
import { useSignOut, useUser } from '../data/session.ts';
import { useThemeToggle } from '../desk-theme.tsx';
import { Nav } from './nav.tsx';
import './shell.css';

export function Shell({ children }: { children: ReactNode }) {
  const t = useT();
  const user = useUser();
  const status = useLiveUpdates(true);
  const broken = status === 'waiting' || status === 'refused';
  return (
    <div className="shell">
      <a className="skip" href="#content">{t('app.skip')}</a>
      <header className="side">
        <div className="brand"><img src="/desk/icon.svg" alt="" width="26" height="26" /><span>{t('app.title')}</span></div>
        <Nav />
        <div className="side-foot">
          <div className="who">
            <strong className="clip">{user.displayName}</strong>
            <span className="muted small">{t.word('role', user.role)}</span>
          </div>
          <SideButtons />
        </div>
      </header>
      <main id="content" tabIndex={-1}>
        {broken && <div className="offline" role="status"><DisconnectOutlined aria-hidden /> {t('app.streamDown')}</div>}
        {children}
      </main>
    </div>
  );
}

function SideButtons() {
  const t = useT();
  const setLocale = useSetLocale();
  const toggleTheme = useThemeToggle();
  const signOut = useSignOut();
  const other = t.locale === 'zh-CN' ? 'en' : 'zh-CN';
  return (
    <div className="side-buttons">
      <Button type="text" size="small" icon={<GlobalOutlined />} lang={other} onClick={() => setLocale(other)}>
        {t('app.otherLanguage')}
      </Button>
      <Tooltip title={t('app.theme')}>
        <Button type="text" size="small" icon={<MoonOutlined />} aria-label={t('app.theme')} onClick={toggleTheme} />
      </Tooltip>
      <Tooltip title={t('app.signOut')}>
        <Button type="text" size="small" icon={<LogoutOutlined />} aria-label={t('app.signOut')} onClick={() => signOut.mutate()} />
      </Tooltip>
    </div>
  );
}
