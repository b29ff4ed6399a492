/**
 * Runs before anything is drawn: the color theme that was chosen, and whether scripts run at all.
 */
const root = document.documentElement
root.classList.add('scripted')
try {
  const theme = localStorage.getItem('rk-theme')
  if (theme === 'light' || theme === 'dark') root.dataset['theme'] = theme
} catch {
  // Storage may be forbidden; then the system's theme is right.
}
