// SPDX-License-Identifier: MIT
pragma solidity 0.8.35;

/// @notice What an actor is. GROUP is a care team or a research project: it has members and no key of its own.
enum ActorKind {
    NONE,
    ORGANIZATION,
    PRACTITIONER,
    DEVICE,
    GROUP
}

/// @notice What an organization's data may be used for where a patient has said nothing: the overarching policies of IHE PCF.
///         DENY comes first, so that an organization that never chose one permits nothing.
enum Policy {
    DENY,
    BREAK_GLASS_ONLY,
    BASIC_NORMAL,
    ALL_NORMAL
}

/// @notice Roles an organization gives its actors, as bits of `Actor.roles`.
library Role {
    /// @dev May log batches in the name of others, for records of its organization. For devices.
    uint8 internal constant GATEWAY = 1 << 0;
    /// @dev May enroll patients and register, amend and relate records for its organization.
    uint8 internal constant REGISTRAR = 1 << 1;
    /// @dev May break the glass.
    uint8 internal constant EMERGENCY = 1 << 2;
    /// @dev May review what others did in an emergency.
    uint8 internal constant REVIEWER = 1 << 3;
    /// @dev May read everything off chain. Gives no right on chain.
    uint8 internal constant AUDITOR = 1 << 4;
    /// @dev Not a role: set by the contract when an actor was admitted before on other terms, so that storage does not know what held
    ///      before `from`; the events do.
    uint8 internal constant ADMITTED_BEFORE = 1 << 7;
}

/// @notice One storage slot.
struct Actor {
    /// @dev Who speaks for the actor. An organization speaks for itself.
    address organization;
    /// @dev First second of validity (unix, inclusive). Never earlier than the block that admitted the actor.
    uint40 from;
    /// @dev First second after it (unix, exclusive). Suspension moves it to the present.
    uint40 until;
    ActorKind kind;
    /// @dev Bits of `Role`.
    uint8 roles;
}

/// @notice One storage slot: the membership of an actor in a group.
struct Membership {
    uint40 from;
    uint40 until;
    /// @dev True once earlier terms were written over: what held before `from` is in the events only.
    bool replaced;
}

/// @notice One storage slot: the default policy of an organization.
struct PolicyChoice {
    Policy policy;
    /// @dev First second at which it holds (unix).
    uint40 since;
    /// @dev True once another choice was written over. Where it is false, DENY held before `since`.
    bool replaced;
}

/// @title Directory: who
///
/// @notice Organizations are admitted by the consortium's AccessManager; each organization speaks for its own practitioners, devices and
///         groups. Nothing is deleted: a suspension ends a validity now, so "was valid at time t" stays answerable.
interface IDirectory {
    /// @notice An organization became a member, or came back after a suspension.
    event OrganizationAdmitted(address indexed organization, uint40 from);

    /// @notice An organization's validity, and with it that of every actor it speaks for, ended at `until`.
    event OrganizationSuspended(address indexed organization, uint40 until);

    /// @notice An organization spoke for an actor, or changed the terms it gave.
    ///
    /// @dev From this block on these are the actor's terms; no earlier term holds from then on. `from` is the term in force: for an actor that
    ///      goes on with the same organization, kind and roles it is the earlier one.
    event Admitted(
        address indexed actor,
        address indexed organization,
        ActorKind kind,
        uint8 roles,
        uint40 from,
        uint40 until
    );

    /// @notice An actor's validity ended at `until`.
    event Suspended(address indexed actor, address indexed organization, uint40 until);

    /// @notice A member was included in a group for [from, until), in place of any earlier membership.
    event Included(address indexed group, address indexed member, uint40 from, uint40 until);

    /// @notice A membership ended at `until`.
    event Excluded(address indexed group, address indexed member, uint40 until);

    /// @notice An organization chose its default policy, in force from `since`.
    event PolicyChosen(address indexed organization, Policy policy, uint40 since);

    /// @notice When the caller is not an organization in force.
    error NotOrganization(address caller);

    /// @notice When the caller is neither an organization in force nor a registrar of one.
    error NotRegistrar(address caller);

    /// @notice When the actor is in force for another organization, which alone may suspend it; or is an organization or a group, which stay what
    ///         they are.
    error BelongsToAnother(address actor, address organization);

    /// @notice When the caller does not speak for the actor or group.
    error NotItsOrganization(address caller, address organization);

    /// @notice When an actor is admitted as something else than a practitioner or a device.
    error WrongActorKind(ActorKind kind);

    /// @notice When a role is named that does not exist.
    error UnknownRoles(uint8 roles);

    /// @notice When a window is empty or already over.
    error EmptyWindow(uint40 from, uint40 until);

    /// @notice Admits an organization without an end, or again after a suspension.
    /// @dev Only for whom the AccessManager lets.
    function admitOrganization(address organization) external;

    /// @notice Ends an organization's validity now.
    /// @dev Only for whom the AccessManager lets. Its patients' permits and its records stay as they are; its actors have no leave any more.
    function suspendOrganization(address organization) external;

    /// @notice Speaks for a practitioner or device: admits it, or gives it other terms.
    ///
    /// @dev A window in the past starts now: nobody is admitted after the fact. An actor of another organization is taken over only when its
    ///      validity there has ended.
    /// @param roles Bits of `Role`.
    /// @param from First second (unix, inclusive).
    /// @param until First second after it (unix, exclusive); `type(uint40).max` for no end.
    function admit(address actor, ActorKind kind, uint8 roles, uint40 from, uint40 until) external;

    /// @notice Ends the validity of one of the caller's practitioners, devices or groups now.
    function suspend(address actor) external;

    /// @notice Opens a group (care team or research project) without members.
    /// @return group Its address: `groupAddress(number)` of the next number. No key exists for it.
    function openGroup() external returns (address group);

    /// @notice Includes a member in one of the caller's groups for [from, until).
    function include(address group, address member, uint40 from, uint40 until) external;

    /// @notice Ends a membership now.
    function exclude(address group, address member) external;

    /// @notice Chooses the caller's default policy from now on.
    function choosePolicy(Policy policy) external;

    /// @notice The terms of an actor; all zero when it was never admitted.
    function actorOf(address actor) external view returns (Actor memory);

    /// @notice Whether the actor, and the organization that speaks for it, are in force at `time`.
    /// @dev False also where storage no longer knows: what held before the latest admission is in the events.
    function wasValid(address actor, uint40 time) external view returns (bool);

    /// @notice A membership; all zero when there never was one.
    function membershipOf(address group, address member) external view returns (Membership memory);

    /// @notice The default policy of an organization.
    function policyOf(address organization) external view returns (PolicyChoice memory);

    /// @notice The address of the group with a number, so that a log entry names a group in 32 bits.
    function groupAddress(uint32 number) external pure returns (address group);
}
