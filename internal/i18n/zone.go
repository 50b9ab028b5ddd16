package i18n

import "time"

// zoneKeys says which words name a zone to the people who live in it: they know
// "UK time", and few could say what BST stands for.
var zoneKeys = map[string]string{
	"Europe/London":       "zone.uk",
	"Europe/Jersey":       "zone.uk",
	"Europe/Guernsey":     "zone.uk",
	"Europe/Isle_of_Man":  "zone.uk",
	"Europe/Belfast":      "zone.uk",
	"Europe/Dublin":       "zone.irish",
	"America/St_Johns":    "zone.newfoundland",
	"America/Halifax":     "zone.atlantic",
	"America/Moncton":     "zone.atlantic",
	"America/Toronto":     "zone.eastern",
	"America/Montreal":    "zone.eastern",
	"America/New_York":    "zone.eastern",
	"America/Detroit":     "zone.eastern",
	"America/Winnipeg":    "zone.central",
	"America/Chicago":     "zone.central",
	"America/Edmonton":    "zone.mountain",
	"America/Denver":      "zone.mountain",
	"America/Vancouver":   "zone.pacific",
	"America/Los_Angeles": "zone.pacific",
	"Australia/Sydney":    "zone.sydney",
	"Australia/Melbourne": "zone.sydney",
	"Pacific/Auckland":    "zone.new-zealand",
	"UTC":                 "zone.utc",
}

// Zone says in words which zone times are told in at t: "UK time". A zone
// without words of its own is named by its abbreviation, summer and winter apart.
func (p Printer) Zone(t time.Time) string {
	if key, ok := zoneKeys[p.zone.String()]; ok {
		return p.T(key)
	}
	abbreviation, _ := t.In(p.zone).Zone()
	return abbreviation
}
