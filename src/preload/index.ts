import { contextBridge, ipcRenderer } from 'electron';
import { ipcChannels, ipcStates, type DesktopBridge } from '../shared/protocol/ipc.ts';

// Three named functions and nothing else: no generic send, and no event object of Electron's ever
// reaches the page.
const bridge: DesktopBridge = {
  send(text) {
    if (typeof text === 'string') ipcRenderer.send(ipcChannels.frame, text);
  },
  onFrame(listener) {
    ipcRenderer.on(ipcChannels.frame, (_event, text: unknown) => {
      if (typeof text === 'string') listener(text);
    });
  },
  onState(listener) {
    ipcRenderer.on(ipcChannels.state, (_event, told: unknown) => {
      const state = ipcStates.find((known) => known === told);
      if (state) listener(state);
    });
    ipcRenderer.send(ipcChannels.open);
  },
};

contextBridge.exposeInMainWorld('openclaw', bridge);
