package civil

// Age is how old somebody is on a day. A whole month is complete on the same day of the month, or on the month's last
// day where there is no such day; so "six months old" and "born plus six months" ([Date.AddMonths]) never disagree.
type Age struct {
	Days      int // whole days since birth; negative before it
	Months    int // completed calendar months; 0 before birth
	MonthDays int // days beyond the last completed month, 0 to 30; 0 before birth
}

// AgeAt is the age on a day of someone born on another. It is zero when either day is unknown.
func AgeAt(born, on Date) Age {
	days := born.DaysUntil(on)
	if days <= 0 {
		return Age{Days: days}
	}
	months := (on.Year()-born.Year())*12 + int(on.Month()) - int(born.Month())
	if born.AddMonths(months).After(on) {
		months--
	}
	return Age{Days: days, Months: months, MonthDays: born.AddMonths(months).DaysUntil(on)}
}

// BeforeBirth reports whether the day asked about lies before the birth.
func (a Age) BeforeBirth() bool { return a.Days < 0 }

// Weeks is completed weeks; 0 before birth.
func (a Age) Weeks() int { return max(a.Days, 0) / 7 }

// Years is completed years; 0 before birth.
func (a Age) Years() int { return a.Months / 12 }

// WeeksAndDays says an age as the first months are counted: 11 weeks and 3 days.
func (a Age) WeeksAndDays() (weeks, days int) { return a.Weeks(), max(a.Days, 0) % 7 }

// MonthsAndWeeks says an age as the first year is counted: 4 months and 2 weeks. Days short of a week are dropped.
func (a Age) MonthsAndWeeks() (months, weeks int) { return a.Months, a.MonthDays / 7 }

// termDays is the length of a pregnancy counted from the first day of the last period: 40 weeks, the convention known
// as Naegele's rule and kept by WHO (International statistical classification of diseases, ICD-10, volume 2: gestational
// age is counted in completed days or weeks from the first day of the last normal period).
const termDays = 280

// prematureDays is how much too early a birth must be before an age is corrected for it. Three weeks is the line the
// developmental questionnaires for infants draw (Squires, Bricker and Twombly 2015, ASQ:SE-2 user's guide).
const prematureDays = 21

// Gestation is how far a pregnancy has come, counted from the first day of the last period as maternity services do.
type Gestation struct {
	Days int // may be negative, long before, and over 280, past the due date
}

// GestationAt works back from the due date, because a scan may have moved it away from the last period. It is zero
// when either day is unknown.
func GestationAt(due, on Date) Gestation {
	if due.IsZero() || on.IsZero() {
		return Gestation{}
	}
	return Gestation{Days: termDays - on.DaysUntil(due)}
}

// WeeksAndDays says it as midwives do: 27 weeks and 4 days, or 27+4. Both are 0 before the pregnancy's first day.
func (g Gestation) WeeksAndDays() (weeks, days int) { return max(g.Days, 0) / 7, max(g.Days, 0) % 7 }

// Weeks is completed weeks; 0 before the pregnancy's first day.
func (g Gestation) Weeks() int { return max(g.Days, 0) / 7 }

// DayAtGestation is the day on which a pregnancy with this due date is so many weeks along.
func DayAtGestation(due Date, weeks int) Date { return due.AddDays(weeks*7 - termDays) }

// CorrectedBirth is the day from which to count a baby's corrected age: the due date for a baby born three weeks or
// more before it, otherwise the birth itself. An unknown due date corrects nothing.
func CorrectedBirth(born, due Date) Date {
	if born.DaysUntil(due) >= prematureDays {
		return due
	}
	return born
}
