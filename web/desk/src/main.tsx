import { QueryClientProvider } from '@tanstack/react-query';
import { LocaleProvider } from '@crm/shared/i18n.tsx';
import { StrictMode } from 'react';
import { createRoot } from 'react-dom/client';
import { BrowserRouter } from 'react-router';
import { DeskApp } from './app.tsx';
import { makeQueryClient } from './data/query-client.ts';
import { DeskTheme } from './desk-theme.tsx';
import './ui/base.css';

const root = document.getElementById('root');
if (!root) throw new Error('The page has no #root element');

createRoot(root).render(
  <StrictMode>
    <LocaleProvider>
      <QueryClientProvider client={makeQueryClient()}>
        <BrowserRouter basename="/desk">
          <DeskTheme>
            <DeskApp />
          </DeskTheme>
        </BrowserRouter>
      </QueryClientProvider>
    </LocaleProvider>
  </StrictMode>,
);
