// SPDX-License-Identifier: MIT
pragma solidity 0.8.35;

import {AccessManaged} from "@openzeppelin/contracts/access/manager/AccessManaged.sol";
import {Actor, ActorKind, IDirectory, Membership, Policy, PolicyChoice, Role} from "./interfaces/IDirectory.sol";
import {Slot} from "./libraries/Slot.sol";
import {Answer, NO, Window, YES} from "./libraries/Window.sol";

/// @title Directory: who
abstract contract Directory is IDirectory, AccessManaged {
    uint40 internal constant NO_END = type(uint40).max;
    uint8 private constant ASSIGNABLE_ROLES =
        Role.GATEWAY | Role.REGISTRAR | Role.EMERGENCY | Role.REVIEWER | Role.AUDITOR;

    /// @dev A group's address is this prefix and the group's number. Nobody holds a key to it: finding one is as hard as for any other
    ///      given address.
    uint160 private constant GROUP_PREFIX = uint160(bytes20("fiducial.group")) & ~uint160(type(uint32).max);

    mapping(address actor => Actor terms) private _actors;
    mapping(address group => mapping(address member => Membership membership)) private _memberships;
    mapping(address organization => PolicyChoice choice) private _policies;
    uint32 private _groupCount;

    /// @inheritdoc IDirectory
    function admitOrganization(address organization) external restricted {
        Actor storage actor = _actors[organization];
        bool isOrganization = actor.kind == ActorKind.ORGANIZATION;
        if (!isOrganization) _requireFree(actor, organization, address(0));

        bool isIn = isOrganization && actor.until > block.timestamp;
        uint40 from = isIn ? actor.from : uint40(block.timestamp);
        _write(actor, Actor(organization, from, NO_END, ActorKind.ORGANIZATION, 0));

        emit OrganizationAdmitted(organization, from);
    }

    /// @inheritdoc IDirectory
    function suspendOrganization(address organization) external restricted {
        Actor storage actor = _actors[organization];
        require(actor.kind == ActorKind.ORGANIZATION, NotOrganization(organization));

        (uint256 from, uint256 until) = Window.end(actor.from, actor.until, block.timestamp);
        (actor.from, actor.until) = (uint40(from), uint40(until));

        emit OrganizationSuspended(organization, actor.until);
    }

    /// @inheritdoc IDirectory
    function admit(address actor, ActorKind kind, uint8 roles, uint40 from, uint40 until) external {
        _requireOrganization(msg.sender);
        require(kind == ActorKind.PRACTITIONER || kind == ActorKind.DEVICE, WrongActorKind(kind));
        require(roles & ~ASSIGNABLE_ROLES == 0, UnknownRoles(roles));
        Actor storage terms = _actors[actor];
        _requireFree(terms, actor, msg.sender);

        bool goesOn =
            terms.organization == msg.sender &&
                terms.kind == kind &&
                terms.roles & ASSIGNABLE_ROLES == roles &&
                Window.covers(terms.from, terms.until, false, uint40(block.timestamp)) == YES;
        from = goesOn ? terms.from : _notBeforeNow(from);
        require(from < until && until > block.timestamp, EmptyWindow(from, until));
        _write(terms, Actor(msg.sender, from, until, kind, roles));

        emit Admitted(actor, msg.sender, kind, roles, from, until);
    }

    /// @inheritdoc IDirectory
    function suspend(address actor) external {
        Actor storage terms = _actors[actor];
        // An organization speaks for itself too, but only the consortium ends its membership.
        require(
            terms.organization == msg.sender && terms.kind != ActorKind.ORGANIZATION,
            NotItsOrganization(msg.sender, terms.organization)
        );

        (uint256 from, uint256 until) = Window.end(terms.from, terms.until, block.timestamp);
        (terms.from, terms.until) = (uint40(from), uint40(until));

        emit Suspended(actor, msg.sender, terms.until);
    }

    /// @inheritdoc IDirectory
    function openGroup() external returns (address group) {
        _requireOrganization(msg.sender);

        _groupCount += 1;
        group = groupAddress(_groupCount);
        uint40 from = uint40(block.timestamp);
        // Written as any terms are: somebody may have admitted the address before it was a group's.
        _write(_actors[group], Actor(msg.sender, from, NO_END, ActorKind.GROUP, 0));

        emit Admitted(group, msg.sender, ActorKind.GROUP, 0, from, NO_END);
    }

    /// @inheritdoc IDirectory
    function include(address group, address member, uint40 from, uint40 until) external {
        _requireOwnGroup(group);
        from = _notBeforeNow(from);
        require(from < until, EmptyWindow(from, until));

        Membership storage membership = _memberships[group][member];
        membership.replaced = membership.replaced || Window.loses(membership.from, membership.until, from);
        membership.from = from;
        membership.until = until;

        emit Included(group, member, from, until);
    }

    /// @inheritdoc IDirectory
    function exclude(address group, address member) external {
        _requireOwnGroup(group);

        Membership storage membership = _memberships[group][member];
        (uint256 from, uint256 until) = Window.end(membership.from, membership.until, block.timestamp);
        (membership.from, membership.until) = (uint40(from), uint40(until));

        emit Excluded(group, member, membership.until);
    }

    /// @inheritdoc IDirectory
    function choosePolicy(Policy policy) external {
        _requireOrganization(msg.sender);

        PolicyChoice storage choice = _policies[msg.sender];
        _policies[msg.sender] = PolicyChoice(policy, uint40(block.timestamp), choice.since != 0);

        emit PolicyChosen(msg.sender, policy, uint40(block.timestamp));
    }

    /// @inheritdoc IDirectory
    function actorOf(address actor) external view returns (Actor memory) {
        return _actors[actor];
    }

    /// @inheritdoc IDirectory
    function wasValid(address actor, uint40 time) external view returns (bool) {
        return _validityOf(_actorWord(actor), time) == YES;
    }

    /// @inheritdoc IDirectory
    function membershipOf(address group, address member) external view returns (Membership memory) {
        return _memberships[group][member];
    }

    /// @inheritdoc IDirectory
    function policyOf(address organization) external view returns (PolicyChoice memory) {
        return _policies[organization];
    }

    /// @inheritdoc IDirectory
    function groupAddress(uint32 number) public pure returns (address group) {
        return address(GROUP_PREFIX | number);
    }

    function _actorWord(address actor) internal view returns (uint256) {
        return Slot.read(_actors[actor]);
    }

    function _policy(address organization) internal view returns (PolicyChoice storage) {
        return _policies[organization];
    }

    /// @dev Whether the actor with this slot, and the organization that speaks for it, are in force at `time`.
    function _validityOf(uint256 actor, uint256 time) internal view returns (Answer) {
        if (Slot.actorHolds(actor, time)) {
            // An organization speaks for itself: for it this reads the same slot again.
            actor = _actorWord(Slot.account(actor));
            if (Slot.actorHolds(actor, time)) return YES;
        }
        return Slot.actorCovers(actor, time);
    }

    /// @dev Whether the member is in the group, and the group in force, at `time`.
    function _isMember(address group, address member, uint256 time) internal view returns (Answer) {
        uint256 actor = _actorWord(group);
        if (Slot.actorKind(actor) != uint8(ActorKind.GROUP)) return NO;
        Answer answer = _validityOf(actor, time);
        if (answer != YES) return answer;
        Membership storage membership = _memberships[group][member];
        return Window.covers(membership.from, membership.until, membership.replaced, time);
    }

    /// @dev The organization the caller speaks for as a registrar: itself, or the one that gave it the role.
    function _organizationOf(address caller) internal view returns (address) {
        uint256 actor = _actorWord(caller);
        bool speaks =
            Slot.actorKind(actor) == uint8(ActorKind.ORGANIZATION) || Slot.actorRoles(actor) & Role.REGISTRAR != 0;
        require(speaks && _validityOf(actor, block.timestamp) == YES, NotRegistrar(caller));
        return Slot.account(actor);
    }

    function _requireOrganization(address caller) internal view {
        uint256 actor = _actorWord(caller);
        bool isIn = Slot.actorCovers(actor, block.timestamp) == YES;
        require(isIn && Slot.actorKind(actor) == uint8(ActorKind.ORGANIZATION), NotOrganization(caller));
    }

    function _notBeforeNow(uint40 time) internal view returns (uint40) {
        return time < block.timestamp ? uint40(block.timestamp) : time;
    }

    function _requireOwnGroup(address group) private view {
        _requireOrganization(msg.sender);
        Actor storage actor = _actors[group];
        require(
            actor.kind == ActorKind.GROUP && actor.organization == msg.sender,
            NotItsOrganization(msg.sender, actor.organization)
        );
    }

    /// @dev An account is free for an organization when nobody speaks for it, or when it is staff: the organization's own, or of one for which it
    ///      is not in force any more. Organizations and groups stay what they are, for themselves and for everybody.
    function _requireFree(Actor storage terms, address actor, address organization) private view {
        if (terms.kind == ActorKind.NONE) return;
        bool isStaff = terms.kind == ActorKind.PRACTITIONER || terms.kind == ActorKind.DEVICE;
        bool isFree =
            terms.organization == organization ||
                terms.until <= block.timestamp ||
                Slot.actorCovers(_actorWord(terms.organization), block.timestamp) != YES;
        require(isStaff && isFree, BelongsToAnother(actor, terms.organization));
    }

    /// @dev Writes new terms, and notes when earlier ones are lost by it.
    function _write(Actor storage terms, Actor memory next) private {
        uint8 before = terms.roles & Role.ADMITTED_BEFORE;
        if (Window.loses(terms.from, terms.until, next.from)) before = Role.ADMITTED_BEFORE;

        terms.organization = next.organization;
        terms.from = next.from;
        terms.until = next.until;
        terms.kind = next.kind;
        terms.roles = next.roles | before;
    }
}
