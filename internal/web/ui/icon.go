package ui

import (
	"context"
	"io"

	"github.com/a-h/templ"
)

// IconName names a drawing on a 24 grid.
type IconName string

// The icons. Staff navigation first, then acts, then things.
const (
	IconToday     IconName = "today"
	IconEnquiries IconName = "enquiries"
	IconGroups    IconName = "groups"
	IconFamilies  IconName = "families"
	IconOutcomes  IconName = "outcomes"
	IconExit      IconName = "exit"
	IconArrow     IconName = "arrow"
	IconPhone     IconName = "phone"
	IconVideo     IconName = "video"
	IconClock     IconName = "clock"
	IconText      IconName = "text"
	IconMail      IconName = "mail"
	IconPlace     IconName = "place"
	IconPerson    IconName = "person"
	IconLock      IconName = "lock"
	IconPrint     IconName = "print"
	IconDownload  IconName = "download"
	IconAdd       IconName = "add"
	IconSearch    IconName = "search"
	IconPaper     IconName = "paper"
	IconSettings  IconName = "settings"
	IconWarning   IconName = "warning"
	IconTick      IconName = "tick"
	IconHelp      IconName = "help"
)

// iconShapes holds our own drawings only, so they may be written into a page as they are.
var iconShapes = map[IconName]string{
	IconToday:     `<path d="M4 10h16M5 5.5h14a1 1 0 0 1 1 1V19a1 1 0 0 1-1 1H5a1 1 0 0 1-1-1V6.5a1 1 0 0 1 1-1zM8 3v4m8-4v4m-8 7h3"/>`,
	IconEnquiries: `<path d="M4 13 6.5 5h11L20 13v6H4zm0 0h5c0 1.8 1.2 3 3 3s3-1.2 3-3h5"/>`,
	IconGroups:    `<circle cx="12" cy="12" r="3.2"/><path d="M8 4.5C9.2 3.9 10.6 3.5 12 3.5s2.8.4 4 1M19.5 8c.6 1.2 1 2.6 1 4s-.4 2.8-1 4M16 19.5c-1.2.6-2.6 1-4 1s-2.8-.4-4-1M4.5 16c-.6-1.2-1-2.6-1-4s.4-2.8 1-4"/>`,
	IconFamilies:  `<path d="M4 20c0-8 2-15 8.5-15S20 11 20 20"/><path d="M9 20c0-4 1.2-6.5 3.5-6.5S15.5 16 15.5 20"/>`,
	IconOutcomes:  `<path d="M4 4v16h16M7.5 15.5l4-5 3.5 3 5-7"/>`,
	IconExit:      `<path d="M14 4h5v16h-5M4 12h10m-4-4 4 4-4 4"/>`,
	IconArrow:     `<path d="M5 12h14m-6-6 6 6-6 6"/>`,
	IconPhone:     `<path d="M6.5 3.5h3l1.5 4.5-2 1.5a12 12 0 0 0 5.5 5.5l1.5-2 4.5 1.5v3c0 1.5-1 2.5-2.5 2.5C10.5 20 4 13.5 4 6c0-1.5 1-2.5 2.5-2.5z"/>`,
	IconVideo:     `<path d="M3.5 7h11v10h-11zm11 4 6-3.5v9l-6-3.5"/>`,
	IconClock:     `<circle cx="12" cy="12" r="8.5"/><path d="M12 7v5l3.5 2"/>`,
	IconText:      `<path d="M4 5h16v11H10l-4 4v-4H4zm4 4h8m-8 3h5"/>`,
	IconMail:      `<path d="M3.5 6h17v12.5h-17zm.5.5 8 6.5 8-6.5"/>`,
	IconPlace:     `<path d="M12 21c-4.5-5-6.5-8-6.5-11a6.5 6.5 0 0 1 13 0c0 3-2 6-6.5 11z"/><circle cx="12" cy="10" r="2.2"/>`,
	IconPerson:    `<circle cx="12" cy="8" r="4"/><path d="M4.5 20.5c0-4.5 3-7 7.5-7s7.5 2.5 7.5 7"/>`,
	IconLock:      `<path d="M5.5 11h13v9h-13zM8.5 11V8a3.5 3.5 0 0 1 7 0v3"/>`,
	IconPrint:     `<path d="M7 9V4h10v5M7 17H4V9h16v8h-3M7 14h10v6H7z"/>`,
	IconDownload:  `<path d="M12 4v11m-4.5-4.5L12 15l4.5-4.5M4.5 20h15"/>`,
	IconAdd:       `<path d="M12 5v14M5 12h14"/>`,
	IconSearch:    `<circle cx="10.5" cy="10.5" r="6"/><path d="m15 15 5.5 5.5"/>`,
	IconPaper:     `<path d="M6 3.5h8.5L18.5 7.5v13H6zM9 11h6.5M9 15h6.5"/>`,
	IconSettings:  `<path d="M4 7h9m5 0h2M4 17h2m5 0h9"/><circle cx="15.5" cy="7" r="2.2"/><circle cx="8.5" cy="17" r="2.2"/>`,
	IconWarning:   `<path d="M12 4 3 20h18zm0 6v5m0 2.2v.1"/>`,
	IconTick:      `<path d="m5 12.5 4.5 4.5L19 7.5"/>`,
	IconHelp:      `<circle cx="12" cy="12" r="8.5"/><path d="M9.5 9.8c.2-3.3 5.2-3.1 5 0-.1 1.7-2.5 1.9-2.5 3.7m0 2.8v.1"/>`,
}

// Icon stands beside a word, never alone: it is hidden from those who hear the page. An arrow and the way out turn with the
// direction of reading.
func Icon(name IconName) templ.Component {
	class := "ico"
	if name == IconArrow || name == IconExit {
		class = "ico turn"
	}
	return templ.ComponentFunc(func(_ context.Context, w io.Writer) error {
		_, err := io.WriteString(w, `<svg class="`+class+`" viewBox="0 0 24 24" aria-hidden="true">`+iconShapes[name]+`</svg>`)
		return err
	})
}
