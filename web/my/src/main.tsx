import { LocaleProvider } from '@crm/shared/i18n.tsx';
import { StrictMode } from 'react';
import { createRoot } from 'react-dom/client';
import { MyService } from './my-service.tsx';
import './my.css';

const root = document.getElementById('root');
if (!root) throw new Error('The page has no #root element');

createRoot(root).render(
  <StrictMode>
    <LocaleProvider>
      <MyService />
    </LocaleProvider>
  </StrictMode>,
);
