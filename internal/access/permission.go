package access

// Permission names one thing that can be done. A route without one cannot be
// built, and the zero Permission is held by nobody.
type Permission string

// The permissions, in the order of the work.
const (
	Anyone Permission = "anyone" // the public's pages, and what a secret link opens

	HomeUse Permission = "home.use" // a caregiver's own pages and answers

	EnquiryRead   Permission = "enquiry.read"
	EnquiryDecide Permission = "enquiry.decide"

	FamilyRead  Permission = "family.read"
	FamilyWrite Permission = "family.write"

	RestrictionRead  Permission = "restriction.read" // who may not know of whom, and who stands how to an infant
	RestrictionWrite Permission = "restriction.write"

	RestrictedRead  Permission = "restricted.read" // what was said in confidence
	RestrictedWrite Permission = "restricted.write"
	GlassBreak      Permission = "glass.break"  // to see somebody in need, for an hour
	CopyReview      Permission = "copy.review"  // decides what stays out of a person's copy of their record
	LossWrite       Permission = "loss.write"   // say that a baby was lost: everything about it stops
	LossReverse     Permission = "loss.reverse" // take that back, when it was said of the wrong baby

	GroupRead Permission = "group.read" // groups, sessions and plans, without people
	GroupPlan Permission = "group.plan" // create, postpone, cancel a session
	PlaceRead Permission = "place.read" // the waiting list and who has a place
	PlaceFill Permission = "place.fill" // offer, withdraw

	PlanChoose Permission = "plan.choose" // whether plans weigh how many are served or who needs it most

	RegisterRead  Permission = "register.read"
	RegisterWrite Permission = "register.write" // attendance, notes, calls

	ResponseRead  Permission = "response.read"
	ResponseWrite Permission = "response.write" // key in, rate

	AlertRead Permission = "alert.read"
	AlertOwn  Permission = "alert.own"

	OutcomeRead  Permission = "outcome.read"
	OutcomeWrite Permission = "outcome.write" // bring in a study

	OutboxRead   Permission = "outbox.read"
	StaffManage  Permission = "staff.manage"
	ServiceAdmin Permission = "service.admin"
	DeskUse      Permission = "desk.use" // Today, own account: every member of staff
)

// Permissions lists them all, for the matrix.
func Permissions() []Permission {
	return []Permission{
		Anyone, HomeUse, EnquiryRead, EnquiryDecide, FamilyRead, FamilyWrite, RestrictionRead, RestrictionWrite,
		RestrictedRead, RestrictedWrite, GlassBreak, CopyReview, LossWrite, LossReverse, GroupRead, GroupPlan,
		PlaceRead, PlaceFill, PlanChoose, RegisterRead, RegisterWrite, ResponseRead, ResponseWrite, AlertRead, AlertOwn,
		OutcomeRead, OutcomeWrite, OutboxRead, StaffManage, ServiceAdmin, DeskUse,
	}
}

// granted is the policy by role. An administrator mends the system and sees no
// family; a coordinator fills groups and reads no answers.
var granted = map[Role][]Permission{
	Caregiver: {HomeUse},
	Practitioner: {
		DeskUse, FamilyRead, RestrictionRead, RestrictionWrite, RestrictedRead, RestrictedWrite, GlassBreak,
		LossWrite, GroupRead, PlaceRead, RegisterRead, RegisterWrite,
		ResponseRead, ResponseWrite, AlertRead, AlertOwn,
	},
	Coordinator: {
		DeskUse, EnquiryRead, EnquiryDecide, FamilyRead, FamilyWrite, LossWrite, GroupRead, GroupPlan,
		PlaceRead, PlaceFill, RegisterRead, OutboxRead,
	},
	Lead: {
		DeskUse, EnquiryRead, EnquiryDecide, FamilyRead, FamilyWrite, RestrictionRead, RestrictionWrite,
		RestrictedRead, RestrictedWrite, CopyReview, LossWrite, LossReverse, GroupRead, GroupPlan,
		PlaceRead, PlaceFill, PlanChoose, RegisterRead, RegisterWrite, ResponseRead, ResponseWrite,
		AlertRead, AlertOwn, OutcomeRead, OutcomeWrite, OutboxRead,
	},
	Administrator: {DeskUse, GroupRead, StaffManage, ServiceAdmin},
}
