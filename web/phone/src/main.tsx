import { LocaleProvider } from '@crm/shared/i18n.tsx';
import { StrictMode } from 'react';
import { createRoot } from 'react-dom/client';
import { PhonePage } from './phone-page.tsx';
import './phone.css';
import './chat.css';

const root = document.getElementById('root');
if (!root) throw new Error('The page has no #root element');

createRoot(root).render(
  <StrictMode>
    <LocaleProvider>
      <PhonePage />
    </LocaleProvider>
  </StrictMode>,
);
