export const THEME_KEY = 'headroom-theme'

/** Sets the kept theme, else the system's, on <html>. Runs before React, hence plain text. */
export const THEME_SCRIPT = `(function(){var t;try{t=localStorage.getItem('${THEME_KEY}')}catch(e){}if(t!=='dark'&&t!=='light')t=matchMedia('(prefers-color-scheme: dark)').matches?'dark':'light';document.documentElement.dataset.theme=t})()`
